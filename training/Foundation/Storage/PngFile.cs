using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>Writes pictures as PNG files, small rather than fast, since they are kept.</summary>
public static class PngFile
{
    /// <summary>Writes <paramref name="image"/>, atomically.</summary>
    public static void Write(string path, Picture image) => AtomicFile.WriteAllBytes(path, Encode(image));

    /// <summary>The file's content.</summary>
    public static ReadOnlySpan<byte> Encode(Picture image) => image.ToPng();
}
