using System.CommandLine;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>sample</c>: draws images from a frozen generator, the same that the server draws for the same seed.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var model = OptionKinds.RequiredText("--model", "PATH", "A model folder or an .onnx file with manifest.json beside it.");
        var count = OptionKinds.Number(
            "--count", 1, 1_000_000, "Images to draw. Default: 16. With --interpolate: latents on the closed walk. Default: 8.");
        var seed = OptionKinds.Number("--seed", 0L, long.MaxValue, "Image k depends on the seed and on k only. Default: 0.");
        var digit = OptionKinds.Number(
            "--digit", 0, 65_535, "The class of all images, for a conditional generator. Default: drawn image by image.");
        var output = OptionKinds.RequiredText(
            "--output",
            "PATH",
            "*.png: a near-square grid of up to 10,000; *.npy: float32 [N,1,28,28]; "
            + "*.idx: unsigned bytes [N,28,28]; a folder with --format idx.");
        var format = OptionKinds.Choice(
            "--format",
            "What to write; auto goes by the output's extension. idx to a folder: an MNIST of generated images, under the official names.",
            SampleFiles.Formats);
        var latents = OptionKinds.Text("--latents", "FILE.npy", "Also write the latents, float32 [N, size].");
        var interpolate = new Option<bool>("--interpolate")
        {
            Description = "Write an animated PNG that walks between latents and back to the first.",
        };
        var frames = OptionKinds.Number(
            "--frames", 1, 250, "With --interpolate: frames from one latent to the next, 40 ms each. Default: 16.");
        var walks = OptionKinds.Number("--walks", 1, 100, "With --interpolate: walks side by side in a near-square grid. Default: 16.");
        var command = new Command("sample", "Draw images from a frozen generator.")
        {
            model, count, seed, digit, output, format, latents, interpolate, frames, walks,
        };
        command.SetAction(parsed =>
        {
            var request = new SampleRequest(
                parsed.GetValue(model)!,
                parsed.GetValue(count),
                (ulong)(parsed.GetValue(seed) ?? 0),
                parsed.GetValue(digit),
                parsed.GetValue(output)!,
                parsed.GetValue(format)!,
                parsed.GetValue(latents));
            var text = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(interpolate))
            {
                SampleWalk.Write(request, parsed.GetValue(frames), parsed.GetValue(walks), text);
                return;
            }

            if (new Option[] { frames, walks }.FirstOrDefault(option => parsed.GetResult(option) is not null) is { } meaningless)
            {
                throw new RunException($"{meaningless.Name} says how to animate. Leave it out, or add --interpolate.");
            }

            Draw(request, text);
        });
        return command;
    }

    private static void Draw(SampleRequest request, TextWriter output)
    {
        var (write, count) = (SampleFiles.Writer(request), request.Count ?? 16);
        if (request.Latents is not null)
        {
            OptionKinds.RequireExtension("--latents", request.Latents, ".npy");
        }

        using var generator = FrozenGenerator.Load(request.Model, Environment.ProcessorCount);
        write(request.Output, generator, new GeneratedImages(generator, count, request.Seed, request.Classes(generator.Manifest)));
        if (request.Latents is not null)
        {
            var z = new float[count * generator.Manifest.LatentSize];
            generator.ImagesOf(request.Seed).Latents(z);
            NpyFile.Write(request.Latents, [count, generator.Manifest.LatentSize], z);
        }

        output.WriteLine($"{request.Output}: {count} images of '{generator.Manifest.Preset}', seed {request.Seed}.");
    }
}

/// <summary>What the user asked <c>sample</c> for.</summary>
/// <param name="Model">The model's path.</param>
/// <param name="Count">Images or latents; null for the usual number.</param>
/// <param name="Seed">Of the latents.</param>
/// <param name="Digit">The class of all images; null to draw them.</param>
/// <param name="Output">Where they go.</param>
/// <param name="Format">One of <see cref="SampleFiles.Formats"/>.</param>
/// <param name="Latents">Where the latents go; null for nowhere.</param>
internal sealed record SampleRequest(string Model, int? Count, ulong Seed, int? Digit, string Output, string Format, string? Latents)
{
    /// <summary>The classes that were asked for, in turn; null for none.</summary>
    /// <exception cref="RunException">The model cannot be asked for that.</exception>
    public IReadOnlyList<int>? Classes(Manifest model) => Digit switch
    {
        null => null,
        _ when model.Classes == 0 => throw new RunException(
            $"--digit {Digit}: '{model.Preset}' was trained without labels. Leave --digit out, or sample a conditional generator."),
        { } wanted when wanted >= model.Classes => throw new RunException(
            $"--digit {wanted}: the generator has classes 0 to {model.Classes - 1}. Give one of them."),
        { } wanted => [wanted],
    };
}
