using Gan.Onnx.Generation.Random;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Generation.Models;

/// <summary>A trial run: damaged weights load without complaint, and only show in what the model makes.</summary>
internal static class GeneratorCanary
{
    private const int Count = 3;

    // An exported (tanh(x) + 1) / 2 may leave [0, 1] by a rounding error; more is a model of another value range.
    private const float Tolerance = 1e-4f;

    public static void Check(InferenceSession session, FrozenGenerator generator)
    {
        var manifest = generator.Manifest;
        var latents = new float[Count * manifest.LatentSize];
        generator.Space.DrawLatents(latents, new RandomStream(0, Streams.Canary));
        long[] labels =
        [
            .. Enumerable.Range(0, manifest.Classes > 0 ? Count : 0).Select(image => (long)image * (manifest.Classes - 1) / (Count - 1)),
        ];
        try
        {
            CheckShape(session, generator, latents, labels);
            var images = new float[Count * generator.ImageValues];
            generator.Run(latents, labels, images);
            CheckValues(generator, images);
            CheckIndependence(generator, latents, labels, images);
        }
        catch (OnnxRuntimeException exception)
        {
            throw GeneratorException.CanaryFailed(generator.Path, exception);
        }
    }

    private static void CheckShape(InferenceSession session, FrozenGenerator generator, float[] latents, long[] labels)
    {
        long[] expected = [Count, .. generator.Manifest.ImageShape];
        using var inputs = new GeneratorInputs(generator.Manifest, latents, labels);
        using var options = new RunOptions();
        using var outputs =
            session.Run(options, inputs.Names, inputs.Values, [FrozenGenerator.ImageOutput]);
        var found = outputs[0].GetTensorTypeAndShape().Shape;
        if (!expected.SequenceEqual(found))
        {
            throw GeneratorException.BadCanary(
                generator.Path, $"images of shape [{string.Join(", ", expected)}]", $"[{string.Join(", ", found)}]");
        }
    }

    private static void CheckValues(FrozenGenerator generator, float[] images)
    {
        foreach (var value in images)
        {
            if (!(value >= -Tolerance && value <= 1 + Tolerance))
            {
                throw GeneratorException.BadCanary(generator.Path, "intensities from 0 to 1", FormattableString.Invariant($"{value}"));
            }
        }
    }

    private static void CheckIndependence(FrozenGenerator generator, float[] latents, long[] labels, float[] images)
    {
        var alone = new float[generator.ImageValues];
        generator.Run(latents.AsMemory(0, generator.Manifest.LatentSize), labels.AsMemory(0, Math.Min(1, labels.Length)), alone);
        var difference = alone.Zip(images).Max(pair => Math.Abs(pair.First - pair.Second));
        if (difference > Tolerance)
        {
            throw GeneratorException.BadCanary(
                generator.Path, "an image that does not depend on its batch", FormattableString.Invariant($"a difference of {difference}"));
        }
    }
}
