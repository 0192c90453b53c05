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
/// <param name="Invert">Black ink on white.</param>
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
        var pixels = BytePool.Rent(width * height * Frames);
        var pictures = new GreyImage[Frames];
        for (var frame = 0; frame < Frames; frame++)
        {
            var picture = pixels.AsMemory(frame * width * height, width * height);
            var greys = images.Greys.Slice(frame * perFrame * generator.ImageArea, perFrame * generator.ImageArea);
            Grid.Draw(greys, generator.ImageWidth, generator.ImageHeight, picture.Span);
            Ink.Apply(picture.Span, Invert);
            pictures[frame] = new GreyImage(width, height, picture);
        }

        Png.Encode(pictures, DelayMilliseconds, destination);
        BytePool.Return(pixels);
    }
}
