using System.Text.Json;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>What a <c>state.json</c> may say: numbers of its form that no run writes are damage too.</summary>
public sealed class RunStateTests : IDisposable
{
    private static readonly RunState State = new(
        11,
        88,
        "weights-000000011.safetensors",
        new string('a', 64),
        new string('b', 64),
        new RandomState("threefry2x32-20", 7, 11),
        new DataPosition(1, 3, 8),
        default);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Impossible =>
    [
        Json(State with { Step = -1 }),
        Json(State with { Step = TrainingLimit.MostSteps + 1 }),
        Json(State with { Images = -1 }),
        Json(State with { Data = State.Data with { BatchesPerEpoch = 0 } }),
        Json(State with { Data = State.Data with { BatchesPerEpoch = TrainingLimit.MostSteps + 1 } }),
        Json(State with { Weights = "../weights-000000011.safetensors" }),
    ];

    public static TheoryData<string> Possible =>
    [
        Json(State),
        Json(State with { Step = 0 }),
        Json(State with { Step = TrainingLimit.MostSteps }),
        Json(State with { Images = 0 }),
        Json(State with { Data = State.Data with { BatchesPerEpoch = 1 } }),
        Json(State with { Data = State.Data with { BatchesPerEpoch = TrainingLimit.MostSteps } }),
    ];

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Numbers_that_no_run_writes_are_damage(string json) => Assert.Equal(
        $"Checkpoint '{_folder["state.json"]}' is damaged (at step, images and data). Restore it, or start a new run.", Refused(json));

    [Theory]
    [MemberData(nameof(Possible))]
    public void Numbers_up_to_the_limits_are_read_as_they_were_written(string json)
    {
        File.WriteAllText(_folder["state.json"], json);

        Assert.Equal(json, Json(Checkpoint.ReadState(_folder.Path)));
    }

    [Fact]
    public void Damage_is_named_by_its_place()
    {
        Assert.Contains("(at $.step)", Refused(Json(State).Replace("\"step\": 11", "\"step\": \"eleven\"", StringComparison.Ordinal)));
        Assert.Contains("(at $)", Refused("null"));
    }

    private static string Json(RunState state) => JsonSerializer.Serialize(state, PresetJson.Options);

    private string Refused(string json)
    {
        File.WriteAllText(_folder["state.json"], json);
        return Assert.Throws<RunException>(() => Checkpoint.ReadState(_folder.Path)).Message;
    }
}
