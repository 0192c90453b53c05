using System.Buffers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>One form in which generated images are answered.</summary>
internal abstract record AnswerBody
{
    public abstract string ContentType { get; }

    /// <summary>What makes this body differ from others of the same images, short and without spaces or quotes.</summary>
    public abstract string Key { get; }

    /// <summary>Writes the whole body.</summary>
    public abstract void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination);
}
