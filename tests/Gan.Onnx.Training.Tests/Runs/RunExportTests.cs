using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public sealed class RunExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRun _run;

    public RunExportTests() => _run = new TestRun(_folder["run"], TinyPresets.Scalars());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_the_files_that_training_ended_with()
    {
        _run.TrainTo(11);

        var (_, state) = RunExport.Freeze(_run.Folder, _folder["model/generator.onnx"]);

        Assert.Equal(11, state.Step);
        Assert.Equal(File.ReadAllBytes(_run.Folder.Generator), File.ReadAllBytes(_folder["model/generator.onnx"]));
        Assert.Equal(File.ReadAllText(Path.Combine(_run.Folder.Path, "manifest.json")), File.ReadAllText(_folder["model/manifest.json"]));
    }

    [Fact]
    public void Resumed_run_gives_the_generator_of_one_that_never_stopped()
    {
        var whole = new TestRun(_folder["whole"], _run.Preset);
        whole.TrainTo(9);
        _run.TrainTo(4);
        _run.TrainTo(9);

        RunExport.Freeze(whole.Folder, _folder["whole.onnx"]);
        RunExport.Freeze(_run.Folder, _folder["resumed.onnx"]);

        Assert.Equal(File.ReadAllBytes(_folder["whole.onnx"]), File.ReadAllBytes(_folder["resumed.onnx"]));
    }

    [Fact]
    public void Run_folder_is_only_read()
    {
        _run.TrainTo(11);
        var before = Contents();

        RunExport.Freeze(_run.Folder, _folder["model/generator.onnx"]);

        Assert.Equal(before, Contents());
    }

    private string[] Contents() =>
    [
        .. Directory.GetFiles(_run.Folder.Path, "*", SearchOption.AllDirectories).Order()
            .Select(file => $"{file} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];
}
