using System.Buffers.Binary;
using System.Text;

namespace Gan.Onnx.Generation.Files;

/// <summary>What a NumPy .npy file starts with, version 1.0 (numpy.lib.format); the elements follow, in C order.</summary>
public static class NpyHeader
{
    /// <summary>Unsigned bytes.</summary>
    public const string Bytes = "|u1";

    /// <summary>Little-endian float32.</summary>
    public const string Floats = "<f4";

    private const int Alignment = 64;
    private const int MagicAndLength = 10;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>The header of an array; its length is a multiple of 64.</summary>
    /// <param name="type">The elements' type as NumPy writes it, such as <see cref="Floats"/>.</param>
    /// <param name="shape">The array's dimensions; none for a single number.</param>
    public static byte[] Of(string type, params IReadOnlyList<int> shape)
    {
        // A Python tuple: one element keeps its comma, none is "()".
        var tuple = shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
        var dictionary = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {tuple}, }}";
        var length = (MagicAndLength + dictionary.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var text = dictionary.PadRight(length - MagicAndLength - 1) + "\n";
        var header = new byte[length];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Magic.Length), (ushort)text.Length);
        Encoding.ASCII.GetBytes(text, header.AsSpan(MagicAndLength));
        return header;
    }
}
