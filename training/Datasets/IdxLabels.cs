using System.Buffers.Binary;
using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Datasets;

/// <summary>Labels out of IDX files of whole numbers.</summary>
internal static class IdxLabels
{
    /// <summary>QMNIST's columns: the first is the class, the others say who wrote the digit (Yadav and Bottou 2019, section 3).</summary>
    private const int QmnistColumns = 8;

    /// <summary>The labels of a file: [count], or [count, 8] as QMNIST has them; dimensions of 1 at the end are nothing.</summary>
    /// <exception cref="DatasetException">It holds no whole numbers, or others than labels.</exception>
    public static ImageLabels Read(string path)
    {
        var content = IdxFile.ReadContent(path);
        var header = IdxHeader.Parse(path, content, isOfBytes: false);
        var count = header.Shape[0];
        var columns = header.Shape.Skip(1).Aggregate(1L, (product, size) => product * size);
        var isQmnist = header.Shape is [_, QmnistColumns] && header.Type == IdxHeader.Int32;
        if (count == 0)
        {
            throw DatasetException.NoLabels(path);
        }

        if (columns != 1 && !isQmnist)
        {
            throw DatasetException.NotLabels(path, count, $"[{string.Join(",", header.Shape)}]");
        }

        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = Number(path, header, content.AsSpan(header.Length), i * (int)columns);
        }

        return ImageLabels.Of(path, numbers, Sha256Sum.Of(content));
    }

    private static int Number(string path, IdxHeader header, ReadOnlySpan<byte> elements, int index) => header.Type switch
    {
        IdxHeader.UnsignedByte => elements[index],
        IdxHeader.SignedByte => (sbyte)elements[index],
        IdxHeader.Int16 => BinaryPrimitives.ReadInt16BigEndian(elements[(index * sizeof(short))..]),
        IdxHeader.Int32 => BinaryPrimitives.ReadInt32BigEndian(elements[(index * sizeof(int))..]),
        _ => throw DatasetException.NotLabelElements(path, header.Elements),
    };
}
