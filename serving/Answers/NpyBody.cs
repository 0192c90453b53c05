using System.Buffers;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>
/// Pixels as a NumPy array: uint8 [count, height, width], in colour [count, height, width, 3] (NumPy enhancement proposal 1, version 1.0).
/// </summary>
/// <param name="Invert">Every value into its opposite; black ink on white.</param>
internal sealed record NpyBody(bool Invert) : AnswerBody
{
    public override string ContentType => "application/x-npy";

    public override void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination)
    {
        var generator = model.Generator;
        int[] shape = [images.Count, generator.ImageHeight, generator.ImageWidth];
        destination.Write(NpyHeader.Of(
            NpyHeader.Bytes, generator.ImageChannels == Picture.Grey ? shape : [.. shape, generator.ImageChannels]));
        var pixels = destination.GetSpan(images.Pixels.Length)[..images.Pixels.Length];
        images.Pixels.CopyTo(pixels);
        Ink.Apply(pixels, Invert);
        destination.Advance(pixels.Length);
    }
}
