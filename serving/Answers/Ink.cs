using System.Buffers;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>White on black, or the other way round.</summary>
internal static class Ink
{
    /// <summary>A grey as it is answered: the opposite for black ink on white.</summary>
    public static byte Of(byte grey, bool invert) => invert ? (byte)~grey : grey;

    /// <summary>Turns greys, in place, into those that are answered.</summary>
    public static void Apply(Span<byte> greys, bool invert)
    {
        if (!invert)
        {
            return;
        }

        foreach (ref var grey in greys)
        {
            grey = Of(grey, invert: true);
        }
    }

    /// <summary>Writes a picture as PNG.</summary>
    public static void WritePng(ServedModel model, int width, int height, Memory<byte> pixels, bool invert, IBufferWriter<byte> destination)
    {
        Apply(pixels.Span, invert);
        model.Png.Encode(new GreyImage(width, height, pixels), destination);
    }
}
