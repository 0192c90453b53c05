using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Benchmarks;

/// <summary>What an iteration does besides running its two graphs.</summary>
internal static class IterationParts
{
    /// <summary>Both networks' updates.</summary>
    public static Action Optimizers(Trainer trainer) => () =>
    {
        foreach (var block in trainer.Engine.Blocks)
        {
            trainer.Engine.Update(block.Network.Name, trainer.Step);
        }
    };

    /// <summary>A batch of real items and the latents of both steps.</summary>
    public static Action Inputs(Trainer trainer)
    {
        var size = trainer.Data.BatchSize(0);
        var items = new float[size * trainer.Data.ItemShape.Aggregate(1L, (product, side) => product * side)];
        var latents = new float[size * trainer.Preset.Latent.Size];
        var random = new RandomStream(1, 1);
        long step = 0;
        return () =>
        {
            trainer.Data.Fill(step++ % (trainer.Data.StepsPerEpoch - 1), items);
            trainer.Preset.Latent.Distribution.Fill(latents, random, 0);
            trainer.Preset.Latent.Distribution.Fill(latents, random, 1);
        };
    }
}
