using System.Reflection;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Foundation;

public class TrainingStreamsTests
{
    public static TheoryData<string> BuiltIn => [.. PresetSource.Names];

    [Fact]
    public void No_two_purposes_share_a_number()
    {
        var fields = typeof(TrainingStreams).GetFields(BindingFlags.Public | BindingFlags.Static);
        var numbers = fields.Select(field => (ulong)field.GetRawConstantValue()!).ToArray();

        Assert.True(numbers.Length > 10, "The numbers were not found.");
        Assert.Distinct(numbers);
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void No_two_inputs_of_an_iteration_share_a_stream(string name) => AssertDisjoint(PresetSource.Load(name, []));

    [Fact]
    public void Penalty_s_mix_and_the_masks_of_all_passes_share_no_stream() =>
        AssertDisjoint(TinyPresets.Scalars() with { Penalties = [new GradientPenalty(10)] });

    [Fact]
    public void Streams_by_name_differ_from_each_other_and_from_the_numbered_ones()
    {
        ulong[] named = [TrainingStreams.Of("noise"), TrainingStreams.Of("noise2"), TrainingStreams.Of("esion")];

        Assert.Distinct(named);
        Assert.All(named, stream => Assert.True(stream >= 1ul << 32));
        Assert.Equal(TrainingStreams.Of("noise"), named[0]);
    }

    private static void AssertDisjoint(Preset preset)
    {
        DrawnInput[] drawn =
        [
            .. DiscriminatorStep.Build(preset, preset.Data.Batch).Inputs.OfType<DrawnInput>(),
            .. GeneratorStep.Build(preset, preset.Data.Batch).Inputs.OfType<DrawnInput>(),
        ];

        Assert.NotEmpty(drawn);
        Assert.Distinct(drawn.Select(input => input.Stream));
    }
}
