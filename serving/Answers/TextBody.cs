using System.Buffers;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>A number in generated handwriting, as PNG; of models that make digits, so it is grey.</summary>
/// <param name="Text">See <see cref="Handwriting"/>.</param>
/// <param name="Scale">Each pixel becomes a square of this many pixels.</param>
/// <param name="Invert">Black ink on white.</param>
internal sealed record TextBody(string Text, int Scale, bool Invert) : AnswerBody
{
    public override string ContentType => "image/png";

    public override void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination)
    {
        var height = model.Generator.ImageHeight;
        var line = new Handwriting(Text, model.Generator.ImageWidth, height);
        var width = line.Width;
        var drawn = BytePool.Rent(width * height);
        var scaled = BytePool.Rent(width * height * Scale * Scale);
        var picture = scaled.AsMemory(0, width * height * Scale * Scale);
        line.Draw(images.Pixels, drawn.AsSpan(0, width * height));
        new ImageGrid(1, Scale).Draw(drawn.AsSpan(0, width * height), width, height, picture.Span);
        Ink.WritePng(model, width * Scale, height * Scale, picture, Invert, destination);
        BytePool.Return(drawn);
        BytePool.Return(scaled);
    }
}
