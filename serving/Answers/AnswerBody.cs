using System.Buffers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>One form in which generated images are answered.</summary>
internal abstract record AnswerBody
{
    public abstract string ContentType { get; }

    /// <summary>Writes the whole body.</summary>
    public abstract void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination);
}
