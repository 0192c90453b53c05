using System.Buffers;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>All images in one PNG.</summary>
/// <param name="Grid">How they are arranged.</param>
/// <param name="Invert">Every value into its opposite; black ink on white.</param>
internal sealed record GridBody(ImageGrid Grid, bool Invert) : AnswerBody
{
    public override string ContentType => "image/png";

    public override void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination)
    {
        var generator = model.Generator;
        var (width, height) = Grid.Size(images.Count, generator.ImageWidth, generator.ImageHeight);
        var length = width * height * generator.ImageChannels;
        var pixels = BytePool.Rent(length);
        var picture = pixels.AsMemory(0, length);
        Grid.Draw(images.Pixels, generator.ImageWidth, generator.ImageHeight, picture.Span, generator.ImageChannels);
        Ink.WritePng(model, width, height, picture, Invert, destination);
        BytePool.Return(pixels);
    }
}
