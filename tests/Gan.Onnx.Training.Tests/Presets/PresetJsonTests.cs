using System.Text.Json;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Presets;

public class PresetJsonTests
{
    [Fact]
    public void Computed_properties_are_not_written() => Assert.Equal(
        """{"type":"gaussian","mean":4,"std":0.5,"samplesPerEpoch":64,"batch":8}""",
        JsonSerializer.SerializeToNode(TinyPresets.Scalars().Data, PresetJson.Options)!.ToJsonString());

    [Fact]
    public void State_names_of_an_optimizer_are_not_written() => Assert.Equal(
        """{"type":"adam","learningRate":0.01,"beta1":0.5,"beta2":0.999,"epsilon":1E-08}""",
        JsonSerializer.SerializeToNode(TinyPresets.Scalars().Optimizers.Generator, PresetJson.Options)!.ToJsonString());

    [Fact]
    public void Record_structs_keep_their_fields()
    {
        var sums = new IterationSums(3, 2, 0.1, 0.2, 0.3, 0.4);

        var text = JsonSerializer.Serialize(sums, PresetJson.Options);
        Assert.Equal(sums, JsonSerializer.Deserialize<IterationSums>(text, PresetJson.Options));
    }
}
