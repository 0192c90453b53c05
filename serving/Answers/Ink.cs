using System.Buffers;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>White on black, or the other way round; of colours, each value or its opposite.</summary>
internal static class Ink
{
    /// <summary>A value as it is answered: the opposite for black ink on white.</summary>
    public static byte Of(byte value, bool invert) => invert ? (byte)~value : value;

    /// <summary>Turns values, in place, into those that are answered.</summary>
    public static void Apply(Span<byte> values, bool invert)
    {
        if (!invert)
        {
            return;
        }

        foreach (ref var value in values)
        {
            value = Of(value, invert: true);
        }
    }

    /// <summary>Writes a picture of a model's images as PNG.</summary>
    public static void WritePng(ServedModel model, int width, int height, Memory<byte> pixels, bool invert, IBufferWriter<byte> destination)
    {
        Apply(pixels.Span, invert);
        model.Png.Encode(new Picture(width, height, pixels, model.Generator.ImageChannels), destination);
    }
}
