using Gan.Onnx.Training.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Foundation.Storage;

/// <summary>What tests read files by; the program itself knows shapes beforehand and reads into memory that it has.</summary>
internal static class SafetensorsArrays
{
    /// <summary>A tensor's elements in a new array, in row-major order.</summary>
    /// <exception cref="StorageException">There is no such tensor, or it has another type.</exception>
    public static T[] ToArray<T>(this SafetensorsReader reader, string name)
        where T : unmanaged
    {
        var shape = reader.Tensors.FirstOrDefault(tensor => tensor.Name == name)?.Shape ?? [];
        var elements = new T[shape.Aggregate(1L, (product, dimension) => product * dimension)];
        reader.CopyTo(name, shape, elements.AsSpan());
        return elements;
    }
}
