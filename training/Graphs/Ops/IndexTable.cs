namespace Gan.Onnx.Graphs.Ops;

/// <summary>Which sources each result is made of, as indices for Gather.</summary>
/// <param name="Indices">Rows of <paramref name="Width"/> sources each; one past the last source stands for zero.</param>
/// <param name="Width">Sources of one result.</param>
/// <param name="Sources">How many sources there are.</param>
public sealed record IndexTable(long[] Indices, int Width, long Sources)
{
    /// <summary>True when some index stands for zero.</summary>
    public bool NeedsZero => Indices.Contains(Sources);

    /// <summary>True when the table takes every source once, in order.</summary>
    public bool IsIdentity => Indices.Length == Sources && Indices.Select((index, i) => index == i).All(same => same);

    /// <summary>For each source, the places in this table that take it; places are numbered in order.</summary>
    public IndexTable Inverse()
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
        return new IndexTable([.. takers.SelectMany(places => places.Concat(Enumerable.Repeat(zero, width - places.Count)))], width, zero);
    }
}
