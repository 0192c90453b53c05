using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Serving.Tests.Generation.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gan-onnx-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Replaces_the_previous_content_and_leaves_no_temporary_file()
    {
        var path = In("state.json");
        AtomicFile.WriteAllText(path, "a much longer first version");
        AtomicFile.WriteAllText(path, "second");

        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Keeps_the_previous_content_when_writing_fails()
    {
        var path = In("state.json");
        AtomicFile.WriteAllText(path, "first");

        Assert.Throws<InvalidOperationException>(() => WriteHalf(path));

        Assert.Equal("first", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Nothing_has_the_name_before_the_commit()
    {
        var path = In("new/state.json");
        using var file = AtomicFile.Create(path);
        file.Stream.Write("half"u8);

        Assert.False(File.Exists(path));
        file.Commit();
        Assert.Equal("half", File.ReadAllText(path));
    }

    [Fact]
    public void Overwrites_what_a_killed_process_left_behind()
    {
        var path = In("state.json");
        File.WriteAllText(path + ".tmp", "left behind by a process that was killed");

        AtomicFile.WriteAllText(path, "new");

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Refuses_a_second_writer_of_the_same_file()
    {
        using var first = AtomicFile.Create(In("state.json"));

        Assert.Throws<IOException>(() => AtomicFile.Create(In("state.json")));
    }

    private string In(string name) => Path.Combine(_folder, name);

    private static void WriteHalf(string path)
    {
        using var file = AtomicFile.Create(path);
        file.Stream.Write("half"u8);
        throw new InvalidOperationException("the disk of this test is on fire");
    }
}
