using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Storage;

/// <summary>Writes NumPy's .npy format, version 1.0 (numpy.lib.format): little-endian float32 in C order.</summary>
public static class NpyFile
{
    private const int Alignment = 64;
    private const int MagicAndLength = 10;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Writes <paramref name="elements"/> (row-major) with <paramref name="shape"/>, atomically.</summary>
    /// <exception cref="ArgumentException">The elements do not fill the shape.</exception>
    public static void Write(string path, IReadOnlyList<int> shape, float[] elements) => Write(path, shape, [elements]);

    /// <summary>The same with elements that come in parts, of which only one need be in memory.</summary>
    /// <exception cref="ArgumentException">The elements do not fill the shape.</exception>
    public static void Write(string path, IReadOnlyList<int> shape, IEnumerable<ReadOnlyMemory<float>> parts)
    {
        using var file = AtomicFile.Create(path);
        file.Stream.Write(Header(shape));
        var written = 0L;
        foreach (var part in parts)
        {
            file.Stream.Write(MemoryMarshal.AsBytes(part.Span));
            written += part.Length;
        }

        var expected = shape.Aggregate(1L, (product, dimension) => product * dimension);
        if (expected != written)
        {
            throw new ArgumentException($"{path}: shape [{string.Join(",", shape)}] needs {expected} elements, {written} were given.");
        }

        file.Commit();
    }

    private static byte[] Header(IReadOnlyList<int> shape)
    {
        // A Python tuple: one element keeps its comma, none is "()".
        var tuple = shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
        var dictionary = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple}, }}";
        var length = (MagicAndLength + dictionary.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var text = dictionary.PadRight(length - MagicAndLength - 1) + "\n";
        var header = new byte[length];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Magic.Length), (ushort)text.Length);
        Encoding.ASCII.GetBytes(text, header.AsSpan(MagicAndLength));
        return header;
    }
}
