namespace Gan.Onnx.Training.Datasets;

/// <summary>Images as bytes, one after the other: in memory, or in a file that is read image by image.</summary>
/// <param name="path">Where they come from, for messages.</param>
/// <param name="shape">[count, height, width], or [count, channels, height, width].</param>
/// <param name="sha256">SHA-256 that identifies them, in lower-case hex.</param>
public abstract class ImageRows(string path, IReadOnlyList<int> shape, string sha256)
{
    /// <summary>Where they come from.</summary>
    public string Path => path;

    /// <summary>[count, height, width], or [count, channels, height, width].</summary>
    public IReadOnlyList<int> Shape => shape;

    /// <summary>SHA-256 that identifies them, in lower-case hex.</summary>
    public string Sha256 => sha256;

    /// <summary>How many there are.</summary>
    public int Count => shape[0];

    /// <summary>Bytes of one.</summary>
    public int Length { get; } = shape.Skip(1).Aggregate(1, (product, size) => product * size);

    /// <summary>All of them, if they are in memory; else nothing.</summary>
    public virtual ReadOnlySpan<byte> Whole => [];

    /// <summary>One of them.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    /// <param name="buffer">At least <see cref="Length"/> long; may be used, so the result is valid until it changes.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public abstract ReadOnlySpan<byte> Row(int index, Span<byte> buffer);

    /// <summary>Says that one of them is going to be asked for next but one.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public virtual void Prefetch(int index)
    {
    }
}
