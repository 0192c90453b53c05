using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Presets;

public class OptionalFieldsTests
{
    [Fact]
    public void Fields_that_a_preset_lacks_and_may_have_can_be_set()
    {
        var preset = PresetSource.Load("mlp", ["data.type=idx", "data.side=28", "data.transpose=true", "latent.truncation=0.5"]);

        Assert.Equal((28, true), (((IdxOptions)preset.Data).Side, ((IdxOptions)preset.Data).Transpose));
        Assert.Equal(0.5, preset.Latent.Truncation);
    }

    [Fact]
    public void Fields_of_another_type_cannot() => Assert.Equal(
        "--set 'data.transpose=true': 'data' has no field 'transpose'; it has type, range, batch, lastBatch, holdOut.",
        Assert.Throws<PresetException>(() => PresetSource.Load("mlp", ["data.transpose=true"])).Message);
}
