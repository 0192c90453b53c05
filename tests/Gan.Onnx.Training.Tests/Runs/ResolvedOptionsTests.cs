using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public sealed class ResolvedOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Presets => [.. PresetSource.Names];

    private string File => _folder["options.json"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Presets))]
    public void Come_back_as_they_were(string preset)
    {
        var options = Options(PresetSource.Load(preset, ["optimizers.generator.learningRate=0.0003"]));
        options.Write(File);

        var read = ResolvedOptions.Read(File);

        Assert.Equal(options.ToJson(), read.ToJson());
        Assert.Equal(options.HyperparametersSha256, read.HyperparametersSha256);
        Assert.Empty(options.Differences(read));
    }

    [Fact]
    public void Say_everything_about_the_run()
    {
        var json = Options(TinyPresets.Scalars()).ToJson();

        Assert.EndsWith(
            """
              "run": {
                "seed": 3,
                "limit": {
                  "epochs": 2,
                  "steps": null,
                  "minutes": null
                },
                "threads": 2,
                "device": "cpu",
                "dataSha256": "ab12",
                "command": "train --preset tiny --epochs 2 --seed 3"
              }
            }

            """.ReplaceLineEndings("\n"),
            json);
    }

    [Theory]
    [InlineData("data.batch=16", "data.batch (8 → 16)")]
    [InlineData("optimizers.generator.learningRate=1", "optimizers.generator.learningRate (0.01 → 1)")]
    [InlineData("latent.distribution.high=2", "latent.distribution.high (1 → 2)")]
    [InlineData("generator.layers.1.negativeSlope=0.1", "generator.layers (")]
    [InlineData("schedule.generatorLatents=reuse", "schedule.generatorLatents (\"fresh\" → \"reuse\")")]
    [InlineData("name=other", "name (\"tiny\" → \"other\")")]
    public void Changed_hyperparameter_is_a_difference(string setting, string difference)
    {
        System.IO.File.WriteAllText(
            _folder["tiny.json"], System.Text.Json.JsonSerializer.Serialize(TinyPresets.Scalars(), PresetJson.Options));
        var (options, changed) = (Options(TinyPresets.Scalars()), Options(PresetSource.Load(_folder["tiny.json"], [setting])));

        Assert.StartsWith(difference, Assert.Single(options.Differences(changed)));
        Assert.NotEqual(options.HyperparametersSha256, changed.HyperparametersSha256);
    }

    [Fact]
    public void Other_seed_and_other_data_are_differences()
    {
        var options = Options(TinyPresets.Scalars());
        var changed = options with { Run = options.Run with { Seed = 4, DataSha256 = "cd34" } };

        Assert.Equal(["seed (3 → 4)", "training data (SHA-256 ab12 → cd34)"], options.Differences(changed));
        Assert.NotEqual(options.HyperparametersSha256, (options with { Run = options.Run with { Seed = 4 } }).HyperparametersSha256);
        Assert.NotEqual(
            options.HyperparametersSha256, (options with { Run = options.Run with { DataSha256 = "cd34" } }).HyperparametersSha256);
    }

    [Fact]
    public void Length_threads_device_and_words_are_no_differences()
    {
        var options = Options(TinyPresets.Scalars());
        var changed = options with
        {
            ToolVersion = "9",
            Preset = options.Preset with { Description = "Other words.", Source = "Elsewhere." },
            Run = options.Run with { Limit = new TrainingLimit(null, 5, null), Threads = 7, Device = "cuda", Asked = "" },
        };

        Assert.Empty(options.Differences(changed));
        Assert.Equal(options.HyperparametersSha256, changed.HyperparametersSha256);
    }

    [Fact]
    public void Missing_file_is_refused() => Assert.Equal(
        $"'{File}' does not exist: this is not a run folder. Name the folder that 'train --run' wrote.", Refused());

    [Theory]
    [InlineData("{", "(at $)")]
    [InlineData("null", "(at $)")]
    [InlineData("""{ "toolVersion": "1", "toolVersion": "2" }""", "(at $)")]
    public void Damaged_file_is_refused(string text, string place)
    {
        System.IO.File.WriteAllText(File, text);

        Assert.Equal($"'{File}' is not what 'train' wrote {place}. Restore it, or start a new run.", Refused());
    }

    [Fact]
    public void File_of_something_else_is_refused()
    {
        System.IO.File.WriteAllText(File, """{ "toolVersion": 1 }""");

        Assert.Equal(
            $"'{File}' is not what 'train' wrote: toolVersion must be text in quotes, found 1. Restore it, or start a new run.",
            Refused());
    }

    /// <summary>In the words in which a preset is refused.</summary>
    [Theory]
    [InlineData("\"std\": 0.5", "\"std\": -1", "data.std must be 1E-06 to 1000000, found -1.")]
    [InlineData(
        "\"std\": 0.5",
        "\"sdt\": 0.5",
        "data has no field 'sdt'; it has type, mean, std, samplesPerEpoch, batch. Did you mean 'std'?")]
    [InlineData("\"std\": 0.5,", "", "data lacks 'std'. Every field is required: add data.std.")]
    [InlineData("\"std\": 0.5", "\"std\": \"much\"", "data.std must be a number, 1E-06 to 1000000, found \"much\".")]
    [InlineData(
        "\"schedule\":",
        "\"sheddule\":",
        "the preset has no field 'sheddule'; it has name, description, source, "
        + "data, latent, generator, discriminator, loss, penalties, optimizers, schedule, ema, shortcuts, augment."
        + " Did you mean 'schedule'?")]
    [InlineData("\"preset\":", "\"prest\":", "the file has no field 'prest'; it has toolVersion, preset, run. Did you mean 'preset'?")]
    [InlineData(
        "\"threads\": 2",
        "\"thread\": 2",
        "run has no field 'thread'; it has seed, limit, threads, device, dataSha256, engine, command, cuda, data, skipUnreadable, "
        + "evaluations, classNames. Did you mean 'threads'?")]
    [InlineData("\"threads\": 2", "\"threads\": 1.5", "run.threads must be a whole number, 1 to 1024, found 1.5.")]
    [InlineData("\"steps\": null", "\"steps\": 2.5", "run.limit.steps must be a whole number, 1 to 1000000000, found 2.5.")]
    [InlineData(
        "--epochs 2 --seed 3",
        "--epochs 2 --seed 4",
        "run.command must end in '--epochs 2 --seed 3', the run's length and seed, "
        + "found 'train --preset tiny --epochs 2 --seed 4'.")]
    public void Mistake_in_a_field_is_refused(string text, string changed, string message)
    {
        var json = Options(TinyPresets.Scalars()).ToJson();
        Assert.Contains(text, json);
        System.IO.File.WriteAllText(File, json.Replace(text, changed));

        Assert.Equal($"'{File}' is not what 'train' wrote: {message} Restore it, or start a new run.", Refused());
    }

    [Fact]
    public void How_a_gpu_is_used_is_read()
    {
        var options = Options(TinyPresets.Scalars());
        options = options with
        {
            Run = options.Run with { Device = "cuda", Cuda = new CudaOptions(Tf32: true, Deterministic: true, Graph: false) },
        };
        options.Write(File);

        Assert.Equal(options.Run, ResolvedOptions.Read(File).Run);
    }

    private static ResolvedOptions Options(Preset preset) => new(
        "1.2.3",
        preset,
        new RunSettings(3, new TrainingLimit(2, null, null), 2, "cpu", "ab12") { Asked = $"train --preset {preset.Name}" });

    [Fact]
    public void Lost_file_of_a_network_is_not_blamed_on_them()
    {
        var preset = TinyPresets.Scalars();
        Options(preset with { Generator = preset.Generator with { Layers = [new OnnxNetwork("/none.onnx", "00")] } }).Write(File);

        Assert.Equal(
            "generator.layers.0.file: '/none.onnx' does not exist. Bring the file back, or correct the path.",
            Assert.Throws<PresetException>(() => ResolvedOptions.Read(File)).Message);
    }

    private string Refused() => Assert.Throws<RunException>(() => ResolvedOptions.Read(File)).Message;
}
