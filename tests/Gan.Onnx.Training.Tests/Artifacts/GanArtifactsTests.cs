using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Artifacts;

/// <summary>What goes into the artifacts of both networks; scripts/ort-training trains with them in the real runtime.</summary>
public class GanArtifactsTests
{
    public static TheoryData<string> Presets => [.. PresetSource.Names];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Artifacts_of_every_preset_keep_the_rules(string name)
    {
        var artifacts = TinyArtifacts.Of(PresetSource.Load(name, ["data.batch=2"]));

        artifacts.Discriminator.Check(ArtifactSet.FileNames);
        artifacts.Generator.Check(ArtifactSet.FileNames);
    }

    [Fact]
    public void Each_networks_state_holds_the_other_frozen_and_what_layers_carry_after_the_parameters()
    {
        var artifacts = TinyArtifacts.Of(TinyPresets.SpectralNorms());

        var (discriminator, generator) = (State(artifacts.Discriminator), State(artifacts.Generator));

        Assert.All(discriminator.Trainable, tensor => Assert.StartsWith("discriminator.", tensor.Name));
        Assert.All(generator.Trainable, tensor => Assert.StartsWith("generator.", tensor.Name));
        var (ofGenerator, ofDiscriminator) = ("generator.0.u", new[] { "discriminator.0.u", "discriminator.3.u" });
        Assert.Equal([ofGenerator, .. Names(discriminator.Trainable), .. ofDiscriminator], Names(generator.Frozen));
        Assert.Equal([.. ofDiscriminator, .. Names(generator.Trainable), ofGenerator], Names(discriminator.Frozen));
        Assert.Equal(
            discriminator.Trainable.SelectMany(tensor => tensor.Elements),
            generator.Frozen.Skip(1).SkipLast(2).SelectMany(tensor => tensor.Elements));
    }

    [Fact]
    public void Steps_take_real_items_latents_labels_and_masks_from_the_user_and_give_the_loss_first()
    {
        var labelled = ModelProto.Parser.ParseFrom(TinyArtifacts.Of(TinyPresets.Labels()).Discriminator.TrainingModel).Graph;
        var spectral = ModelProto.Parser.ParseFrom(TinyArtifacts.Of(TinyPresets.SpectralNorms()).Discriminator.TrainingModel).Graph;

        Assert.Equal(["images", "z", "labels"], labelled.Input.Take(3).Select(input => input.Name));
        Assert.Equal(["images", "z", "mask/discriminator.2", "discriminator.0.weight"], spectral.Input.Take(4).Select(input => input.Name));
        Assert.Equal(
            [
                "loss", "real_probability", "fake_probability", "new/discriminator.0.u", "new/discriminator.3.u",
                "discriminator.0.weight_grad.accumulation.out",
            ],
            spectral.Output.Take(6).Select(output => output.Name));
    }

    [Fact]
    public void Evaluation_knows_no_dropout_and_shows_what_the_generator_makes()
    {
        var graph = ModelProto.Parser.ParseFrom(TinyArtifacts.Of(TinyPresets.Scalars()).Generator.EvaluationModel).Graph;

        Assert.Equal(["z", "generator.0.weight"], graph.Input.Take(2).Select(input => input.Name));
        Assert.Equal(["loss", "fake_probability", "samples"], graph.Output.Select(output => output.Name));
    }

    [Fact]
    public void Optimizers_have_each_networks_own_numbers()
    {
        var artifacts = TinyArtifacts.Of(TinyPresets.Scalars(), step: 3);

        Assert.Equal([0.5f, 0.999f, 1e-8f, 0], Floats(artifacts.Generator));
        Assert.Equal([0.9f, 0.99f, 1e-8f, 0], Floats(artifacts.Discriminator));
        Assert.Equal((3, 0.01f), (State(artifacts.Generator).Optimizer!.Step, State(artifacts.Generator).Optimizer!.LearningRate));
        Assert.Equal((3, 0.02f), (State(artifacts.Discriminator).Optimizer!.Step, State(artifacts.Discriminator).Optimizer!.LearningRate));
    }

    [Fact]
    public void A_generator_that_starts_later_has_done_fewer_updates()
    {
        var preset = TinyPresets.Scalars();
        preset = preset with { Schedule = preset.Schedule with { DiscriminatorPretraining = 2 } };

        Assert.Equal([0, 1], new[] { 1, 3 }.Select(step => State(TinyArtifacts.Of(preset, step).Generator).Optimizer!.Step));
        Assert.Equal(3, State(TinyArtifacts.Of(preset, 3).Discriminator).Optimizer!.Step);
    }

    [Fact]
    public void The_same_networks_give_the_same_bytes()
    {
        var (first, second) = (TinyArtifacts.Of(TinyPresets.Labels()).Discriminator, TinyArtifacts.Of(TinyPresets.Labels()).Discriminator);

        Assert.Equal(first.TrainingModel, second.TrainingModel);
        Assert.Equal(first.EvaluationModel, second.EvaluationModel);
        Assert.Equal(first.OptimizerModel, second.OptimizerModel);
        Assert.Equal(first.Checkpoint, second.Checkpoint);
    }

    private static IEnumerable<string> Names(IEnumerable<StateTensor> tensors) => tensors.Select(tensor => tensor.Name);

    private static TrainingState State(ArtifactSet set) => new CheckpointReader("checkpoint").Read(set.Checkpoint);

    private static IEnumerable<float> Floats(ArtifactSet set) => ModelProto.Parser.ParseFrom(set.OptimizerModel)
        .Graph.Node[^1].Attribute.Where(attribute => attribute.HasF).Select(attribute => attribute.F);
}
