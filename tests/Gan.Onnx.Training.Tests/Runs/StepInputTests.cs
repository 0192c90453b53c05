using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Runs;

public class StepInputTests
{
    private const int Seed = 7;

    [Fact]
    public void Mix_of_the_gradient_penalty_is_its_stream_s_block_of_the_step() => ForTwoSteps(new GradientPenalty(10), (dump, block) =>
        Assert.Equal(Uniform(TrainingStreams.Mixing, block, 8), dump.ToArray<float>("discriminator_step/mix")));

    [Theory]
    [InlineData("discriminator_step/mask/generator.2", TrainingStreams.DiscriminatorMasks)]
    [InlineData("discriminator_step/mask/discriminator.2", TrainingStreams.DiscriminatorMasks + 1)]
    [InlineData("discriminator_step/mask/penalty/discriminator.2", TrainingStreams.DiscriminatorMasks + 2)]
    [InlineData("generator_step/mask/generator.2", TrainingStreams.GeneratorMasks)]
    [InlineData("generator_step/mask/discriminator.2", TrainingStreams.GeneratorMasks + 1)]
    public void Mask_is_its_stream_s_block_of_the_step(string name, ulong stream) => ForTwoSteps(new GradientPenalty(10), (dump, block) =>
    {
        var mask = dump.ToArray<float>(name);
        var kept = Uniform(stream, block, mask.Length).Select(number => number < 0.3f ? 0 : (float)(1 / 0.7));

        Assert.Equal(kept, mask);
    });

    /// <summary>What a new random input takes: its own file, which names it, and no trainer, step or engine that knows of it.</summary>
    [Fact]
    public void Input_that_a_new_penalty_declares_fills_itself() => ForTwoSteps(new NoiseSlope(), (dump, block) =>
    {
        Assert.Equal(Uniform(TrainingStreams.Of("noise"), block, 8), dump.ToArray<float>("discriminator_step/noise"));
        Assert.NotEqual(0, dump.ToArray<float>("discriminator_step/penalty")[0]);
    });

    [Fact]
    public void Generator_s_first_update_after_pretraining_is_the_optimizer_s_first()
    {
        using var folder = new TemporaryFolder();
        var preset = TinyPresets.Scalars();
        using var trainer = Create(preset with { Schedule = preset.Schedule with { DiscriminatorPretraining = 2 } });
        trainer.Iterate();
        trainer.Iterate();
        using var dump = Dump(trainer, folder);

        // Adam's first update is the learning rate, whatever the gradient; its third, from moments of zero, is 1 % less.
        var (before, after) = (dump.ToArray<float>("before/generator.5.weight"), dump.ToArray<float>("after/generator.5.weight"));
        var gradients = dump.ToArray<float>("generator_step/gradient/generator.5.weight");
        Assert.All(before.Zip(after).Zip(gradients), update =>
        {
            Assert.True(Math.Abs(update.Second) > 1e-4, $"gradient {update.Second} is too small to tell");
            Assert.Equal(0.01 * Math.Sign(update.Second), update.First.First - update.First.Second, 0.01 * 2e-3);
        });
    }

    [Theory]
    [InlineData(GeneratorLatents.Reuse, true)]
    [InlineData(GeneratorLatents.Fresh, false)]
    public void Generator_s_step_reuses_latents_only_where_the_preset_says_so(GeneratorLatents choice, bool same)
    {
        using var folder = new TemporaryFolder();
        var preset = TinyPresets.Scalars();
        using var trainer = Create(preset with { Schedule = preset.Schedule with { GeneratorLatents = choice } });
        using var dump = Dump(trainer, folder);

        var (first, second) = (dump.ToArray<float>("discriminator_step/z"), dump.ToArray<float>("generator_step/z"));
        Assert.Equal(same, first.SequenceEqual(second));
    }

    /// <summary>Real items moved by noise, as a penalty that nothing else knows.</summary>
    private sealed record NoiseSlope : Penalty
    {
        public override Value Of(ScoredBatch batch)
        {
            var noise = batch.Declare(new UniformInput("noise", batch.Real.Shape, TrainingStreams.Of("noise")));
            return batch.SlopeSquaresAt(batch.Real + noise, "noisy").ReduceMean();
        }

        public override void Validate(string field)
        {
        }
    }

    private static void ForTwoSteps(Penalty penalty, Action<SafetensorsReader, ulong> check)
    {
        using var folder = new TemporaryFolder();
        using var trainer = Create(TinyPresets.Scalars() with { Penalties = [penalty] });
        for (var block = 0ul; block < 2; block++)
        {
            using var dump = Dump(trainer, folder);
            check(dump, block);
        }
    }

    private static Trainer Create(Preset preset) =>
        new(preset, Seed, "cpu", TrainingData.Open(preset, Seed, folder: null, progress: null, CancellationToken.None));

    private static SafetensorsReader Dump(Trainer trainer, TemporaryFolder folder)
    {
        var dump = new StepDump();
        trainer.Iterate(dump);
        dump.Write(folder.Path, trainer.Step);
        return SafetensorsReader.Open(folder[$"step-{trainer.Step:D6}.safetensors"]);
    }

    private static float[] Uniform(ulong stream, ulong block, int count)
    {
        var numbers = new float[count];
        new RandomStream(Seed, stream).Uniform(numbers, block, 0, 1);
        return numbers;
    }
}
