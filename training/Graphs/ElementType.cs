namespace Gan.Onnx.Graphs;

/// <summary>Element types of tensors in our graphs; the numbers are those of ONNX's <c>TensorProto.DataType</c>.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 single precision: everything that trains.</summary>
    Float = 1,

    /// <summary>Bytes: grey levels as a data set stores them.</summary>
    UInt8 = 2,

    /// <summary>64-bit integers: shapes, axes, labels.</summary>
    Int64 = 7,

    /// <summary>Truth values: the outcome of comparisons.</summary>
    Bool = 9,

    /// <summary>IEEE 754 double precision: gradient checks.</summary>
    Double = 11,
}

/// <summary>What is particular to each <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>Bytes one element takes.</summary>
    public static int ByteSize(this ElementType type) => type switch
    {
        ElementType.Bool or ElementType.UInt8 => 1,
        ElementType.Float => 4,
        _ => 8,
    };

    /// <summary>The element type whose elements .NET keeps as <typeparamref name="T"/>; null when there is none.</summary>
    public static ElementType? Of<T>()
        where T : unmanaged => default(T) switch
        {
            float => ElementType.Float,
            double => ElementType.Double,
            long => ElementType.Int64,
            byte => ElementType.UInt8,
            bool => ElementType.Bool,
            _ => null,
        };

    /// <summary>True for the types that have gradients.</summary>
    public static bool IsFloatingPoint(this ElementType type) => type is ElementType.Float or ElementType.Double;
}
