using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Artifacts;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Artifacts;

/// <summary>Artifacts of untrained networks.</summary>
internal static class TinyArtifacts
{
    public static GanArtifacts Of(Preset preset, long step = 0)
    {
        using var discriminator = new ParameterBlock(preset.CreateDiscriminator(), preset.Optimizers.Discriminator);
        using var generator = new ParameterBlock(preset.CreateGenerator(), preset.Optimizers.Generator);
        discriminator.Initialize(new RandomStream(1, 1));
        generator.Initialize(new RandomStream(1, 2));
        return GanArtifacts.Of(preset, discriminator, generator, step);
    }
}
