using System.Buffers;
using System.IO.Compression;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>Frames as an animated PNG.</summary>
/// <param name="Grid">How the images of a frame are arranged.</param>
/// <param name="Frames">At least 1.</param>
/// <param name="DelayMilliseconds">How long each frame is shown.</param>
/// <param name="Invert">Every value into its opposite; black ink on white.</param>
internal sealed record AnimationBody(ImageGrid Grid, int Frames, ushort DelayMilliseconds, bool Invert) : AnswerBody
{
    private static readonly AnimatedPng Png = new(CompressionLevel.Fastest);

    /// <summary>An animated PNG is one of PNG's, and has a name of its own for those who ask for it.</summary>
    public override string ContentType => MediaType;

    /// <summary>image/png or image/apng.</summary>
    public string MediaType { get; init; } = "image/png";

    public override void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination)
    {
        var generator = model.Generator;
        var perFrame = images.Count / Frames;
        var (width, height) = Grid.Size(perFrame, generator.ImageWidth, generator.ImageHeight);
        var length = width * height * generator.ImageChannels;
        var pixels = BytePool.Rent(length * Frames);
        var pictures = new Picture[Frames];
        for (var frame = 0; frame < Frames; frame++)
        {
            var picture = pixels.AsMemory(frame * length, length);
            var shown = images.Pixels.Slice(frame * perFrame * generator.ImageValues, perFrame * generator.ImageValues);
            Grid.Draw(shown, generator.ImageWidth, generator.ImageHeight, picture.Span, generator.ImageChannels);
            Ink.Apply(picture.Span, Invert);
            pictures[frame] = new Picture(width, height, picture, generator.ImageChannels);
        }

        Png.Encode(pictures, DelayMilliseconds, destination);
        BytePool.Return(pixels);
    }
}
