using System.Buffers;
using System.IO.Compression;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary>The animated PNG of <c>sample --interpolate</c>.</summary>
internal static class SampleWalk
{
    private const int MostFrames = 2000;
    private const ushort DelayMilliseconds = 40;
    private const int Scale = 2;

    /// <summary>Draws the walks and writes them.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="frames">Frames from one latent to the next; null for 16.</param>
    /// <param name="walks">Walks side by side; null for 16.</param>
    /// <param name="output">Is told what was written.</param>
    /// <param name="cancellation">Stops between two frames.</param>
    /// <exception cref="RunException">What was asked for does not go together, or is too much for one file.</exception>
    public static void Write(SampleRequest request, int? frames, int? walks, TextWriter output, CancellationToken cancellation)
    {
        var walk = new LatentWalk(walks ?? 16, request.Count ?? 8, frames ?? 16);
        if (request.Format is not ("auto" or "png"))
        {
            throw new RunException($"--format {request.Format} holds no animation. Leave it out: --interpolate writes an animated .png.");
        }

        if (request.Latents is not null)
        {
            throw new RunException("--latents writes those of single images, and --interpolate walks between them. Leave one of them out.");
        }

        if ((long)walk.Stops * walk.FramesPerLeg > MostFrames)
        {
            throw new RunException(
                $"--count {walk.Stops} times --frames {walk.FramesPerLeg} is more than {MostFrames} frames. Ask for fewer.");
        }

        OptionKinds.RequireExtension("--output", request.Output, ".png", ".apng");
        request.CheckOutputs();
        using var generator = FrozenGenerator.Load(request.Model, Environment.ProcessorCount);
        var pictures = Draw(walk, generator, generator.ImagesOf(request.Seed, request.Classes(generator.Manifest)), cancellation);
        var png = new ArrayBufferWriter<byte>();
        new AnimatedPng(CompressionLevel.Optimal).Encode(pictures, DelayMilliseconds, png);
        cancellation.ThrowIfCancellationRequested();
        AtomicFile.WriteAllBytes(request.Output, png.WrittenSpan);
        output.WriteLine(
            $"{request.Output}: {walk.Frames} frames between {walk.Stops} latents, {walk.Walks} walks of '{generator.Manifest.Preset}', "
            + $"seed {request.Seed}.");
        SampleCommand.SayUntrained(generator.Manifest, output);
    }

    /// <summary>The frames; each walk keeps the class of its first image.</summary>
    private static List<Picture> Draw(LatentWalk walk, FrozenGenerator generator, SeededImages seeded, CancellationToken cancellation)
    {
        var grid = new ImageGrid(ImageGrid.NearSquareColumns(walk.Walks), Scale);
        var latents = new float[walk.Walks * generator.Space.Size];
        var labels = new long[generator.Space.Classes > 0 ? walk.Walks : 0];
        var images = new float[walk.Walks * generator.ImageValues];
        var frames = new List<Picture>(walk.Frames);
        seeded.Labels(labels);
        for (var frame = 0; frame < walk.Frames; frame++)
        {
            walk.Latents(seeded, frame, latents);
            generator.Run(latents, labels, images, cancellation);
            frames.Add(grid.Draw(images, generator.ImageWidth, generator.ImageHeight, generator.ImageChannels));
        }

        return frames;
    }
}
