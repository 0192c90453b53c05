using System.Runtime.InteropServices;
using System.Text.Json;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>artifacts</c>: from a run to ONNX Runtime Training's files, and from these to a frozen generator.</summary>
public sealed class ArtifactsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_goes_on_with_its_parameters_and_moments()
    {
        var run = Run(TinyPresets.SpectralNorms());
        using var weights = SafetensorsReader.Open(run.Weights);

        var state = State("generator");

        Assert.Equal(3, state.Optimizer!.Step);
        foreach (var tensor in state.All)
        {
            Assert.Equal(Saved(weights, tensor.Name, tensor), tensor.Elements);
        }

        foreach (var moments in state.Optimizer.Moments)
        {
            Assert.Equal(Saved(weights, $"{moments.Parameter}.exp_avg", moments.Tensors[0]), moments.Tensors[0].Elements);
            Assert.Equal(Saved(weights, $"{moments.Parameter}.exp_avg_sq", moments.Tensors[1]), moments.Tensors[1].Elements);
        }
    }

    [Theory]
    [InlineData("generator")]
    [InlineData("discriminator")]
    public void The_generator_of_either_checkpoint_is_frozen_as_export_does_it(string network)
    {
        Run(TinyPresets.SpectralNorms());
        CommandRun.Good("export", "--run", _folder["run"], "--output", _folder["exported/generator.onnx"]);

        Import(_folder[$"artifacts/{network}/checkpoint"]);

        Assert.Equal(Graph("exported"), Graph("imported"));
        Assert.Null(Manifest.Read(_folder["imported/manifest.json"]).Training);
    }

    [Fact]
    public void All_numbers_of_the_generators_state_do_as_well()
    {
        Run(TinyPresets.SpectralNorms());
        var numbers = State("generator").All.SelectMany(tensor => tensor.Elements).ToArray();
        File.WriteAllBytes(_folder["numbers"], MemoryMarshal.AsBytes<float>(numbers).ToArray());
        Import(_folder["artifacts/generator/checkpoint"]);
        var expected = Graph("imported");

        Import(_folder["numbers"]);

        Assert.Equal(expected, Graph("imported"));
    }

    [Fact]
    public void What_does_not_fit_the_preset_is_refused()
    {
        Run(TinyPresets.SpectralNorms());
        File.WriteAllBytes(_folder["numbers"], new byte[400]);
        var other = JsonSerializer.Serialize(TinyPresets.Scalars(), PresetJson.Options);
        File.WriteAllText(_folder["other.json"], other.Replace("\"out\": 6", "\"out\": 5").Replace("\"in\": 6", "\"in\": 5"));

        Assert.Contains("it has 400 bytes, expected ", Refused(_folder["numbers"], "preset.json"));
        Assert.Equal(
            $"--import '{_folder["artifacts"]}' is a folder. Name the checkpoint in it, or the bytes of getContiguousParameters.",
            Refused(_folder["artifacts"], "preset.json"));
        Assert.Equal(
            $"--import '{_folder["none"]}' does not exist. Name a checkpoint, or the bytes of getContiguousParameters.",
            Refused(_folder["none"], "preset.json"));
        Assert.Contains("holds no generator.", Refused(_folder["artifacts/generator/checkpoint"], "other.json"));
        Assert.Equal(
            "--from-run and --import exclude each other: the one writes artifacts, the other reads what became of them.",
            CommandRun.Mistake([
                "artifacts", "--preset", _folder["preset.json"], "--output", _folder["x"],
                "--from-run", _folder["run"], "--import", _folder["numbers"],
            ]));
    }

    private string Refused(string file, string preset) =>
        CommandRun.Mistake("artifacts", "--preset", _folder[preset], "--import", file, "--output", _folder["x"]);

    private TestRun Run(Preset preset)
    {
        File.WriteAllText(_folder["preset.json"], JsonSerializer.Serialize(preset, PresetJson.Options));
        var run = new TestRun(_folder["run"], preset);
        run.TrainTo(3);
        CommandRun.Good("artifacts", "--preset", _folder["preset.json"], "--from-run", _folder["run"], "--output", _folder["artifacts"]);
        return run;
    }

    private void Import(string file) =>
        CommandRun.Good("artifacts", "--preset", _folder["preset.json"], "--import", file, "--output", _folder["imported"], "--force");

    private TrainingState State(string network)
    {
        var path = ArtifactSet.In(_folder[$"artifacts/{network}"]).Checkpoint;
        return new CheckpointReader(path).Read(File.ReadAllBytes(path));
    }

    private GraphProto Graph(string model) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder[$"{model}/generator.onnx"])).Graph;

    private static float[] Saved(SafetensorsReader weights, string name, StateTensor like)
    {
        var elements = new float[like.Elements.Length];
        weights.CopyTo(name, like.Shape, elements.AsSpan());
        return elements;
    }
}
