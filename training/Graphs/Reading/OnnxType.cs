using Gan.Onnx.Graphs.Protobuf;
using DimensionCase = Gan.Onnx.Graphs.Protobuf.TensorShapeProto.Types.Dimension.ValueOneofCase;

namespace Gan.Onnx.Graphs.Reading;

/// <summary>Types of a file in our words.</summary>
internal static class OnnxType
{
    /// <summary>ONNX's number of 32-bit integers.</summary>
    public const int Int32 = 6;

    private static readonly string[] Names =
    [
        "undefined", "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "double",
        "uint32", "uint64", "complex64", "complex128", "bfloat16",
    ];

    /// <summary>An element type by ONNX's number.</summary>
    /// <exception cref="GraphException">Graphs here do not have it.</exception>
    public static ElementType Element(int number, string tensor) => Enum.IsDefined((ElementType)number)
        ? (ElementType)number
        : throw new GraphException($"'{tensor}' is of the element type {Name(number)}. Use float, double, int64, uint8 or bool");

    /// <summary>An input's or output's type; axes without a size or a name are named after the tensor.</summary>
    /// <param name="info">The input or output.</param>
    /// <param name="widens">Whether 32-bit integers count as 64-bit ones.</param>
    /// <exception cref="GraphException">It is no tensor, of a foreign element type, or its rank is unknown.</exception>
    public static TensorType Of(ValueInfoProto info, bool widens = false)
    {
        var tensor = info.Type?.TensorType ?? throw new GraphException($"'{info.Name}' is no tensor (a sequence or a map). Leave it out");
        var shape = tensor.Shape ?? throw new GraphException($"'{info.Name}' has no shape. Export the model with the ranks of its inputs");
        var axes = shape.Dim.Select((dimension, axis) => dimension.ValueCase switch
        {
            DimensionCase.DimValue when dimension.DimValue >= 0 => new Dimension(dimension.DimValue),
            DimensionCase.DimParam when dimension.DimParam.Length > 0 => new Dimension(dimension.DimParam),
            _ => new Dimension($"{info.Name}_{axis}"),
        });
        var element = widens && tensor.ElemType == Int32 ? ElementType.Int64 : Element(tensor.ElemType, info.Name);
        return new TensorType(element, new Shape(axes));
    }

    private static string Name(int number) => number >= 0 && number < Names.Length ? Names[number] : $"number {number}";
}
