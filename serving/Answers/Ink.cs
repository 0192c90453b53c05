using System.Buffers;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>White on black, or the other way round.</summary>
internal static class Ink
{
    /// <summary>Turns greys into their opposites.</summary>
    public static void Invert(Span<byte> greys)
    {
        foreach (ref byte grey in greys)
        {
            grey = (byte)~grey;
        }
    }

    /// <summary>Writes a picture as PNG.</summary>
    public static void WritePng(ServedModel model, int width, int height, Memory<byte> pixels, bool invert, IBufferWriter<byte> destination)
    {
        if (invert)
        {
            Invert(pixels.Span);
        }

        model.Png.Encode(new GreyImage(width, height, pixels), destination);
    }
}
