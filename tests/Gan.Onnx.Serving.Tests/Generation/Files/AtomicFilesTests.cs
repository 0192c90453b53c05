using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Serving.Tests.Generation.Files;

public sealed class AtomicFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gan-onnx-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_files_appear_with_the_commit_and_none_before()
    {
        using var files = new AtomicFiles();
        files.Add(In("model"), "one"u8);
        files.Add(In("new/manifest"), "two"u8);
        Assert.False(File.Exists(In("model")));

        files.Commit();

        Assert.Equal(("one", "two"), (File.ReadAllText(In("model")), File.ReadAllText(In("new/manifest"))));
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void Failure_of_one_leaves_the_earlier_version_of_all()
    {
        AtomicFile.WriteAllText(In("model"), "earlier");
        File.WriteAllText(In("file"), "");

        Assert.ThrowsAny<IOException>(() =>
        {
            using var files = new AtomicFiles();
            files.Add(In("model"), "one"u8);
            files.Add(In("file/manifest"), "two"u8);
            files.Commit();
        });

        Assert.Equal("earlier", File.ReadAllText(In("model")));
        Assert.Equal([In("file"), In("model")], Directory.GetFiles(_folder).Order());
    }

    [Fact]
    public void File_in_the_way_of_a_folder_is_named()
    {
        File.WriteAllText(In("file"), "");

        var refusal = Assert.ThrowsAny<IOException>(() => OutputFolder.Make(In("file/a/b")));

        Assert.StartsWith($"'{In("file")}' is a file", refusal.Message);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
