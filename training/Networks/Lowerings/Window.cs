namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>
/// A square kernel's way over a map, with zeros around the map. Input and output are those of the convolution; a
/// transposed convolution goes from the output's size to the input's.
/// </summary>
/// <param name="Kernel">Side of the kernel.</param>
/// <param name="Stride">Step of the kernel.</param>
/// <param name="Height">The input's rows.</param>
/// <param name="Width">The input's columns.</param>
/// <param name="Rows">Padding of the rows.</param>
/// <param name="Columns">Padding of the columns.</param>
public sealed record Window(int Kernel, int Stride, long Height, long Width, Padding Rows, Padding Columns)
{
    /// <summary>The output's rows.</summary>
    public long OutputHeight => ((Height + Rows.Begin + Rows.End - Kernel) / Stride) + 1;

    /// <summary>The output's columns.</summary>
    public long OutputWidth => ((Width + Columns.Begin + Columns.End - Kernel) / Stride) + 1;
}

/// <summary>Zeros before and after a row or a column.</summary>
public readonly record struct Padding(long Begin, long End);
