using System.Runtime.InteropServices;
using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>Writes NumPy's .npy files of little-endian float32 in C order.</summary>
public static class NpyFile
{
    /// <summary>Writes <paramref name="elements"/> (row-major) with <paramref name="shape"/>, atomically.</summary>
    /// <exception cref="ArgumentException">The elements do not fill the shape.</exception>
    public static void Write(string path, IReadOnlyList<int> shape, float[] elements) => Write(path, shape, [elements]);

    /// <summary>The same with elements that come in parts, of which only one need be in memory.</summary>
    /// <exception cref="ArgumentException">The elements do not fill the shape.</exception>
    public static void Write(string path, IReadOnlyList<int> shape, IEnumerable<ReadOnlyMemory<float>> parts)
    {
        using var files = new AtomicFiles();
        Write(files, path, shape, parts);
        files.Commit();
    }

    /// <summary>The same as one of several files that appear together.</summary>
    /// <exception cref="ArgumentException">The elements do not fill the shape.</exception>
    public static void Write(AtomicFiles files, string path, IReadOnlyList<int> shape, IEnumerable<ReadOnlyMemory<float>> parts)
    {
        var file = files.Create(path);
        file.Stream.Write(NpyHeader.Of(NpyHeader.Floats, shape));
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
    }
}
