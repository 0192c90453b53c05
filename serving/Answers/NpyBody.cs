using System.Buffers;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>Greys as a NumPy array: uint8 [count, height, width] (NumPy enhancement proposal 1, version 1.0).</summary>
/// <param name="Invert">Black ink on white.</param>
internal sealed record NpyBody(bool Invert) : AnswerBody
{
    public override string ContentType => "application/x-npy";

    public override void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination)
    {
        destination.Write(NpyHeader.Of(NpyHeader.Bytes, images.Count, model.Generator.ImageHeight, model.Generator.ImageWidth));
        var greys = destination.GetSpan(images.Greys.Length)[..images.Greys.Length];
        images.Greys.CopyTo(greys);
        Ink.Apply(greys, Invert);
        destination.Advance(greys.Length);
    }
}
