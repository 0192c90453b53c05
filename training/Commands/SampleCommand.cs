using System.CommandLine;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>sample</c>: draws images from a frozen generator, the same that the server draws for the same seed.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var model = OptionKinds.RequiredText("--model", "PATH", "A model folder, or an .onnx file or the manifest.json in one.");
        var count = OptionKinds.Number(
            "--count", 1, 1_000_000, "Images to draw. Default: 16. With --interpolate: latents on the closed walk. Default: 8.");
        var seed = OptionKinds.Number("--seed", 0UL, ulong.MaxValue, "Image k depends on the seed and on k only. Default: 0.");
        var digit = OptionKinds.Number(
            "--digit", 0, 65_535, "The class of all images, for a conditional generator. Default: drawn image by image.");
        var label = OptionKinds.Text("--label", "NAME|N", "The same by the class's name, or by its number where no class is called so.");
        var output = OptionKinds.RequiredText(
            "--output",
            "PATH",
            "*.png: a near-square grid of up to 10,000; *.npy: float32 [N,1,28,28]; "
            + "*.idx: unsigned bytes [N,28,28]; a folder with --format idx.");
        var format = OptionKinds.Choice(
            "--format",
            "What to write; auto goes by the output's extension. idx to a folder: an MNIST of generated images under the official names; "
            + "where the generator takes labels, with a sixth as many test images, as torchvision.datasets.MNIST(folder) reads it.",
            SampleFiles.Formats);
        var latents = OptionKinds.Text("--latents", "FILE.npy", "Also write the latents, float32 [N, size].");
        var interpolate = new Option<bool>("--interpolate")
        {
            Description = "Write an animated PNG that walks between latents and back to the first.",
        };
        var frames = OptionKinds.Number(
            "--frames", 1, 250, "With --interpolate: frames from one latent to the next, 40 ms each. Default: 16.");
        var walks = OptionKinds.Number("--walks", 1, 100, "With --interpolate: walks side by side in a near-square grid. Default: 16.");
        var force = Replacing.Option();
        var command = new Command("sample", "Draw images from a frozen generator.")
        {
            model, count, seed, digit, label, output, format, latents, interpolate, frames, walks, force,
        };
        command.SetAction(parsed =>
        {
            var request = new SampleRequest(
                parsed.GetValue(model)!,
                parsed.GetValue(count),
                parsed.GetValue(seed) ?? 0,
                parsed.GetValue(digit),
                parsed.GetValue(label),
                parsed.GetValue(output)!,
                parsed.GetValue(format)!,
                parsed.GetValue(latents),
                parsed.GetValue(force));
            var text = parsed.InvocationConfiguration.Output;
            using var stop = new StopSignals();
            if (parsed.GetValue(interpolate))
            {
                SampleWalk.Write(request, parsed.GetValue(frames), parsed.GetValue(walks), text, stop.Token);
                return;
            }

            if (new Option[] { frames, walks }.FirstOrDefault(option => parsed.GetResult(option) is not null) is { } meaningless)
            {
                throw new RunException($"{meaningless.Name} says how to animate. Leave it out, or add --interpolate.");
            }

            Draw(request, text, stop.Token);
        });
        return command;
    }

    private static void Draw(SampleRequest request, TextWriter output, CancellationToken cancellation)
    {
        var (write, count) = (SampleFiles.Writer(request), request.Count ?? 16);
        if (request.Latents is not null)
        {
            OptionKinds.RequireExtension("--latents", request.Latents, ".npy");
        }

        request.CheckOutputs();
        using var generator = FrozenGenerator.Load(request.Model, Environment.ProcessorCount);
        var images = new GeneratedImages(generator, count, request.Seed, request.Classes(generator.Manifest), cancellation);
        using (var files = new AtomicFiles())
        {
            write(files, request.Output, generator, images);
            if (request.Latents is not null)
            {
                var z = new float[count * generator.Manifest.LatentSize];
                generator.ImagesOf(request.Seed).Latents(z);
                NpyFile.Write(files, request.Latents, [count, generator.Manifest.LatentSize], [z]);
            }

            cancellation.ThrowIfCancellationRequested();
            files.Commit();
        }

        output.WriteLine($"{request.Output}: {count} images of '{generator.Manifest.Preset}', seed {request.Seed}.");
        if (request.IsFolder && IdxSampleFolder.HasLabels(generator.Manifest))
        {
            IdxSampleFolder.Link(request.Output);
            output.WriteLine($"Test images are beside them; torchvision.datasets.MNIST({PythonText(request.Output)}) reads both.");
        }

        SayUntrained(generator.Manifest, output);
    }

    /// <summary>A picture of noise is no fault of the program.</summary>
    internal static void SayUntrained(Manifest model, TextWriter output)
    {
        if (model.Training is { Steps: 0 })
        {
            output.WriteLine("This generator is not trained (0 steps): it draws noise.");
        }
    }

    private static string PythonText(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
