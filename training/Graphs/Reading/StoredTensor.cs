using System.Runtime.InteropServices;
using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs.Reading;

/// <summary>Elements as files store them: raw bytes, or a list in the field of their type.</summary>
public static class StoredTensor
{
    /// <summary>A tensor's type and little-endian bytes. 32-bit integers become 64-bit ones, the only kind that graphs here have.</summary>
    /// <exception cref="GraphException">The element type is not one of ours, the elements lie in another file, or their number is
    /// wrong.</exception>
    public static (TensorType Type, byte[] Data) Read(TensorProto tensor)
    {
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            throw new GraphException($"the elements of '{tensor.Name}' lie in another file, which is not read here. "
                + "Save the model with all of its data in one file");
        }

        var element = tensor.DataType == OnnxType.Int32 ? ElementType.Int64 : OnnxType.Element(tensor.DataType, tensor.Name);
        var type = new TensorType(element, Shape.Of([.. tensor.Dims]));
        var data = tensor.RawData.Length > 0 ? Raw(tensor) : Listed(tensor, element);
        var expected = type.Shape.ElementCount * element.ByteSize();
        return data.Length == expected
            ? (type, data)
            : throw new GraphException($"'{tensor.Name}' {type} has {data.Length} bytes, expected {expected}. The file is damaged");
    }

    /// <summary>Numbers from little-endian bytes.</summary>
    public static KnownTensor Decode(TensorType type, byte[] data) => new(type.Element, type.Shape.Sizes, type.Element switch
    {
        ElementType.Float => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(data).ToArray(), number => (double)number),
        ElementType.Double => MemoryMarshal.Cast<byte, double>(data).ToArray(),
        ElementType.Int64 => Array.ConvertAll(MemoryMarshal.Cast<byte, long>(data).ToArray(), number => (double)number),
        _ => Array.ConvertAll(data, number => (double)number),
    });

    private static byte[] Raw(TensorProto tensor) => tensor.DataType == OnnxType.Int32
        ? Bytes(Array.ConvertAll(MemoryMarshal.Cast<byte, int>(tensor.RawData.Span).ToArray(), number => (long)number))
        : tensor.RawData.ToByteArray();

    private static byte[] Listed(TensorProto tensor, ElementType element) => element switch
    {
        ElementType.Float => Bytes<float>([.. tensor.FloatData]),
        ElementType.Double => Bytes<double>([.. tensor.DoubleData]),
        ElementType.Int64 when tensor.DataType == OnnxType.Int32 => Bytes<long>([.. tensor.Int32Data]),
        ElementType.Int64 => Bytes<long>([.. tensor.Int64Data]),
        _ => [.. tensor.Int32Data.Select(number => (byte)number)],
    };

    private static byte[] Bytes<T>(T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(numbers).ToArray();
}
