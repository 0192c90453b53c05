namespace Gan.Onnx.Training.Nn.Lowerings;

/// <summary>Which numbers meet in a convolution, as indices for Gather.</summary>
/// <param name="Indices">Rows of <paramref name="Width"/> sources each; one past the last source stands for zero.</param>
/// <param name="Width">Sources of one result.</param>
/// <param name="Sources">How many sources there are.</param>
internal sealed record PatchTable(long[] Indices, int Width, long Sources)
{
    /// <summary>True when some index stands for zero.</summary>
    public bool NeedsZero => Indices.Contains(Sources);

    /// <summary>True when the table takes every source once, in order.</summary>
    public bool IsIdentity => Indices.Length == Sources && Indices.Select((index, i) => index == i).All(same => same);

    /// <summary>For each position of the kernel, the pixels under its taps, row by row; pixels are numbered row by row.</summary>
    public static PatchTable PatchesFromPixels(Taps rows, Taps columns)
    {
        var zero = rows.Size * columns.Size;
        var indices = from row in rows.Sources from column in columns.Sources from y in row from x in column select y == Taps.Zero || x == Taps.Zero ? zero : (y * columns.Size) + x;
        return new PatchTable([.. indices], rows.Count * columns.Count, zero);
    }

    /// <summary>For each source, the places in this table that take it; places are numbered in order.</summary>
    public PatchTable Inverse()
    {
        var takers = new List<long>[Sources];
        for (var source = 0; source < takers.Length; source++)
        {
            takers[source] = [];
        }

        for (var place = 0; place < Indices.Length; place++)
        {
            if (Indices[place] < Sources)
            {
                takers[Indices[place]].Add(place);
            }
        }

        long zero = Indices.Length;
        var width = Math.Max(1, takers.Max(places => places.Count));
        return new PatchTable([.. takers.SelectMany(places => places.Concat(Enumerable.Repeat(zero, width - places.Count)))], width, zero);
    }
}
