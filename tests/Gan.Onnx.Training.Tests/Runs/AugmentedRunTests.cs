using System.Text.Json.Nodes;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks.Augmentations;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>Pictures that are changed before the discriminator sees them.</summary>
public sealed class AugmentedRunTests : IDisposable
{
    private static readonly AugmentOptions Options = new(
        0.4,
        new AdaptiveOptions(Target: 0.6, Images: 100, Every: 3),
        [new Color(0.5, 1, 0.5), new Translation(0.125), new Cutout(0.5)]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Resumed_run_ends_as_one_that_was_never_stopped_within_an_adjustment_too()
    {
        var (whole, parts) = (Run("whole"), Run("parts"));
        whole.TrainTo(8);
        parts.TrainTo(4);
        var state = JsonNode.Parse(File.ReadAllText(Path.Combine(parts.Folder.Checkpoint, "state.json")))!["augment"]!;
        parts.TrainTo(8);

        Assert.Equal(1, (int)state["steps"]!);
        Assert.NotEqual(0.4, (double)state["strength"]!);
        Assert.Equal(whole.Outcome(), parts.Outcome());
        Assert.Equal(whole.MetricsWithoutTimes(), parts.MetricsWithoutTimes());
        Assert.All(MetricsLog.Read(whole.Folder.Metrics), line => Assert.NotNull(AugmentMetric.Metric.Read(line)));
    }

    [Fact]
    public void Strength_of_0_trains_as_if_there_were_no_augmentation()
    {
        var (plain, still) = (new TestRun(_folder["plain"], TinyPresets.Labels(), images: 16), Run("still", Options with
        {
            Strength = 0,
            Adaptive = null,
            Transforms = [new Translation(0.125), new Cutout(0.5)],
        }));
        plain.TrainTo(3);
        still.TrainTo(3);

        Assert.Equal(File.ReadAllBytes(plain.Weights), File.ReadAllBytes(still.Weights));
    }

    [Fact]
    public void Real_pictures_and_fakes_of_both_steps_have_changes_of_their_own()
    {
        var preset = TinyPresets.Labels() with { Augment = Options };
        var (discriminator, generator) = (DiscriminatorStep.Build(preset, 4).Inputs, GeneratorStep.Build(preset, 4).Inputs);
        AugmentationInput[] all = [.. discriminator.Concat(generator).OfType<AugmentationInput>()];

        Assert.Equal(["augment/color", "augment/translation", "augment/cutout"], all[..3].Select(input => input.Name));
        Assert.Equal(8, all[0].Shape[0].Size);
        Assert.Equal(
            [
                "augment/color", "augment/translation", "augment/cutout",
                "augment/real/color", "augment/real/translation", "augment/real/cutout",
            ],
            all[3..].Select(input => input.Name));
        Assert.Distinct(all.Select(input => input.Stream));
    }

    [Fact]
    public void Nothing_is_changed_outside_training()
    {
        var preset = TinyPresets.Labels() with { Augment = Options };

        Assert.Empty(DiscriminatorGraph.Build(preset, 2).Inputs);
        Assert.Empty(SampleGraph.Build(preset, 2).Inputs);
    }

    [Fact]
    public void Sign_compares_pairs_where_the_loss_does()
    {
        using var trainer = Run("a").Create();
        var dump = new StepDump();
        trainer.Iterate(dump);
        dump.Write(_folder["dump"], 1);
        using var written = SafetensorsReader.Open(_folder["dump/step-000001.safetensors"]);

        var sign = written.ToArray<float>("discriminator_step/real_sign")[0];
        Assert.Contains(sign, new[] { -1f, -0.5f, 0, 0.5f, 1 });
        Assert.Equal(new AugmentState(0.4, sign, 1), trainer.Strength!.State);
    }

    [Fact]
    public void Mistakes_are_told()
    {
        Assert.Equal(
            "augment changes pictures, and the data are none. Leave it out, or use data of pictures.",
            Mistake(TinyPresets.Scalars() with { Augment = Options }));
        Assert.Equal(
            "augment.transforms.1 is of the same type as one before it. Give each type once.",
            Mistake(TinyPresets.Images() with { Augment = Options with { Transforms = [new Cutout(0.1), new Cutout(0.2)] } }));
        Assert.Equal(
            "augment.transforms.0.share must be 0 to 1, found 2.",
            Mistake(TinyPresets.Images() with { Augment = Options with { Transforms = [new Cutout(2)] } }));
        Assert.Equal(
            "augment.adaptive.target must be 0 to 1, found 7.",
            Mistake(TinyPresets.Images() with { Augment = Options with { Adaptive = new AdaptiveOptions(7, 1, 1) } }));
    }

    private static string Mistake(Preset preset) => Assert.Throws<PresetException>(preset.Validate).Message;

    private TestRun Run(string name, AugmentOptions? options = null) =>
        new(_folder[name], TinyPresets.Labels() with { Augment = options ?? Options }, images: 16);
}
