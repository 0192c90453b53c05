namespace Gan.Onnx.Training.Graph;

/// <summary>Element types of tensors in our graphs; the numbers are those of ONNX's <c>TensorProto.DataType</c>.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 single precision: everything that trains.</summary>
    Float = 1,

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
        ElementType.Bool => 1,
        ElementType.Float => 4,
        _ => 8,
    };

    /// <summary>True for the types that have gradients.</summary>
    public static bool IsFloatingPoint(this ElementType type) => type is ElementType.Float or ElementType.Double;
}
