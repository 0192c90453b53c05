using System.Buffers;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// Writes pictures as PNG (W3C, Portable Network Graphics specification, third edition). Safe for use from several threads at once.
/// </summary>
public interface IPngEncoder
{
    /// <summary>What the bytes depend on besides the picture, short and without spaces or quotes.</summary>
    string Key { get; }

    /// <summary>Appends one complete PNG file to <paramref name="destination"/>.</summary>
    void Encode(Picture image, IBufferWriter<byte> destination);
}
