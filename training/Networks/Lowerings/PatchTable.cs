using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>Which pixels meet in a convolution.</summary>
internal static class PatchTable
{
    /// <summary>For each position of the kernel, the pixels under its taps, row by row; pixels are numbered row by row.</summary>
    public static IndexTable PatchesFromPixels(Taps rows, Taps columns)
    {
        var zero = rows.Size * columns.Size;
        var indices =
            from row in rows.Sources
            from column in columns.Sources
            from y in row
            from x in column
            select y == Taps.Zero || x == Taps.Zero ? zero : (y * columns.Size) + x;
        return new IndexTable([.. indices], rows.Count * columns.Count, zero);
    }
}
