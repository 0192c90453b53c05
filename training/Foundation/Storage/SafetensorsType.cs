namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>The element types read and written here; a member's name is the <c>dtype</c> string of the format.</summary>
public enum SafetensorsType
{
    /// <summary>64-bit floating point (<see cref="double"/>).</summary>
    F64,

    /// <summary>64-bit signed integer (<see cref="long"/>).</summary>
    I64,

    /// <summary>32-bit floating point (<see cref="float"/>).</summary>
    F32,

    /// <summary>8-bit unsigned integer (<see cref="byte"/>).</summary>
    U8,
}

/// <summary>Sizes and .NET types of <see cref="SafetensorsType"/>.</summary>
public static class SafetensorsTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this SafetensorsType type) => type switch
    {
        SafetensorsType.F64 or SafetensorsType.I64 => 8,
        SafetensorsType.F32 => 4,
        _ => 1,
    };

    /// <summary>The type that stores <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of double, long, float, byte.</exception>
    public static SafetensorsType Of<T>()
        where T : unmanaged => default(T) switch
        {
            double => SafetensorsType.F64,
            long => SafetensorsType.I64,
            float => SafetensorsType.F32,
            byte => SafetensorsType.U8,
            _ => throw new NotSupportedException($"safetensors: elements must be double, long, float or byte, not {typeof(T).Name}."),
        };
}
