using System.Buffers.Binary;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// The beginning of an IDX file: two zero bytes, the elements' type, the number of dimensions, each dimension in 32 bits.
/// </summary>
/// <param name="Type">The code of the elements' type.</param>
/// <param name="Shape">The dimensions, 1 to 8 of them.</param>
internal sealed record IdxHeader(byte Type, int[] Shape)
{
    public const byte UnsignedByte = 0x08;
    public const byte SignedByte = 0x09;
    public const byte Int16 = 0x0B;
    public const byte Int32 = 0x0C;
    public const int MaxRank = 8;

    private static readonly Dictionary<byte, (string Name, int Bytes)> Types = new()
    {
        [UnsignedByte] = ("unsigned bytes", 1),
        [SignedByte] = ("signed bytes", 1),
        [Int16] = ("16-bit integers", 2),
        [Int32] = ("32-bit integers", 4),
        [0x0D] = ("32-bit floating-point numbers", 4),
        [0x0E] = ("64-bit floating-point numbers", 8),
    };

    /// <summary>The elements' type, in words.</summary>
    public string Elements => Types[Type].Name;

    /// <summary>Bytes before the first element.</summary>
    public int Length => LengthOf(Shape.Length);

    /// <summary>The header of a file, whose length must be the one that follows from it.</summary>
    /// <param name="path">Where the bytes come from, for messages.</param>
    /// <param name="content">The whole file, decompressed.</param>
    /// <param name="isOfBytes">Whether nothing but unsigned bytes will do.</param>
    /// <exception cref="DatasetException">It is no such file, cut off or damaged.</exception>
    public static IdxHeader Parse(string path, ReadOnlySpan<byte> content, bool isOfBytes)
    {
        if (content is not [0, 0, var type, >= 1 and <= MaxRank, ..] || !Types.TryGetValue(type, out var elements))
        {
            throw DatasetException.NotIdx(
                path, content.IsEmpty ? "nothing" : Convert.ToHexStringLower(content[..Math.Min(4, content.Length)]));
        }

        if (content.Length < LengthOf(content[3]))
        {
            throw DatasetException.CutHeader(path, LengthOf(content[3]), content.Length);
        }

        if (isOfBytes && type != UnsignedByte)
        {
            throw DatasetException.WrongElements(path, content[..4], elements.Name);
        }

        var shape = new uint[content[3]];
        Int128 expected = elements.Bytes;
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(content[LengthOf(i)..]);
            // Eight dimensions of 32 bits are more than any number here holds.
            expected = Int128.Min(expected * shape[i], long.MaxValue);
        }

        expected += LengthOf(shape.Length);
        return expected == content.Length && shape.Max() <= int.MaxValue
            ? new IdxHeader(type, Array.ConvertAll(shape, size => (int)size))
            : throw DatasetException.WrongLength(
                path, $"[{string.Join(",", shape)}]", (long)Int128.Min(expected, long.MaxValue), content.Length);
    }

    /// <summary>The header of unsigned bytes of a shape.</summary>
    public static byte[] Of(IReadOnlyList<int> shape)
    {
        var header = new byte[LengthOf(shape.Count)];
        header[2] = UnsignedByte;
        header[3] = (byte)shape.Count;
        for (var i = 0; i < shape.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(LengthOf(i)), shape[i]);
        }

        return header;
    }

    /// <summary>Bytes of a header of so many dimensions.</summary>
    public static int LengthOf(int rank) => 4 + (4 * rank);
}
