using System.CommandLine;
using Gan.Onnx.Generation;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Storage;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>sample</c>: draws images from a frozen generator, the same that the server draws for the same seed.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var model = OptionKinds.RequiredText("--model", "PATH", "A model folder or an .onnx file with manifest.json beside it.");
        var count = OptionKinds.Number("--count", 1, 1_000_000, "Images to draw. Default: 16.");
        var seed = OptionKinds.Number("--seed", 0L, long.MaxValue, "Image k depends on the seed and on k only. Default: 0.");
        var output = OptionKinds.RequiredText("--output", "FILE", "*.png: a near-square grid of up to 10,000; *.npy: float32 [N,1,28,28]; *.idx: unsigned bytes [N,28,28].");
        var digit = OptionKinds.Number("--digit", 0, 65_535, "The class of all images, for a conditional generator. Default: drawn image by image.");
        var latents = OptionKinds.Text("--latents", "FILE.npy", "Also write the latents, float32 [N, size].");
        var command = new Command("sample", "Draw images from a frozen generator.") { model, count, seed, digit, output, latents };
        command.SetAction(parsed => Draw(
            new Request(
                parsed.GetValue(model)!, parsed.GetValue(count) ?? 16, (ulong)(parsed.GetValue(seed) ?? 0), parsed.GetValue(digit), parsed.GetValue(output)!, parsed.GetValue(latents)),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Draw(Request request, TextWriter output)
    {
        var write = Writer(request.Output, request.Count);
        if (request.Latents is not null)
        {
            OptionKinds.RequireExtension("--latents", request.Latents, ".npy");
        }

        using var generator = FrozenGenerator.Load(request.Model, Environment.ProcessorCount);
        write(request, generator, generator.Generate(request.Count, request.Seed, Classes(request.Digit, generator)));
        if (request.Latents is not null)
        {
            var z = new float[request.Count * generator.Manifest.LatentSize];
            generator.DrawLatents(z, new RandomStream(request.Seed, Streams.Serving));
            NpyFile.Write(request.Latents, [request.Count, generator.Manifest.LatentSize], z);
        }

        output.WriteLine($"{request.Output}: {request.Count} images of '{generator.Manifest.Preset}', seed {request.Seed}.");
    }

    private static int[]? Classes(int? digit, FrozenGenerator generator) => (digit, generator.Manifest.Classes) switch
    {
        (null, _) => null,
        (_, 0) => throw new RunException($"--digit {digit}: '{generator.Manifest.Preset}' was trained without labels. Leave --digit out, or sample a conditional generator."),
        ({ } wanted, var classes) when wanted >= classes => throw new RunException($"--digit {digit}: the generator has classes 0 to {classes - 1}. Give one of them."),
        ({ } wanted, _) => [wanted],
    };

    private static Action<Request, FrozenGenerator, float[]> Writer(string output, int count) =>
        OptionKinds.RequireExtension("--output", output, ".png", ".npy", ".idx") switch
        {
            ".png" when count > 10_000 => throw new RunException($"--count {count} is too many for one picture: a .png holds up to 10000. Use .npy or .idx."),
            ".png" => WritePng,
            ".npy" => WriteNpy,
            _ => WriteIdx,
        };

    private static void WritePng(Request request, FrozenGenerator generator, float[] images)
    {
        var columns = ImageGrid.NearSquareColumns(request.Count);
        PngFile.Write(request.Output, new ImageGrid(columns).Draw(images, generator.ImageWidth, generator.ImageHeight));
    }

    private static void WriteNpy(Request request, FrozenGenerator generator, float[] images) =>
        NpyFile.Write(request.Output, [request.Count, 1, generator.ImageHeight, generator.ImageWidth], images);

    private static void WriteIdx(Request request, FrozenGenerator generator, float[] images)
    {
        var greys = new byte[images.Length];
        ImageGrid.Quantize(images, greys);
        IdxFile.Write(request.Output, [request.Count, generator.ImageHeight, generator.ImageWidth], greys);
    }

    private sealed record Request(string Model, int Count, ulong Seed, int? Digit, string Output, string? Latents);
}
