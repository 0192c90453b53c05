using System.Globalization;

namespace Gan.Onnx.Graphs;

/// <summary>
/// One axis of a <see cref="Shape"/>: a fixed size (0 or more), or a symbol such as <c>N</c> that is known only when the graph runs.
/// </summary>
public readonly record struct Dimension
{
    private readonly long _size;

    /// <summary>An axis of a fixed size.</summary>
    /// <exception cref="GraphException">The size is negative.</exception>
    public Dimension(long size)
    {
        _size = size >= 0 ? size : throw new GraphException($"A dimension must be 0 or more, found {size}.");
        Symbol = null;
    }

    /// <summary>An axis whose size the caller of the graph decides.</summary>
    public Dimension(string symbol)
    {
        _size = 0;
        Symbol = symbol;
    }

    /// <summary>The symbol, or null for a fixed size.</summary>
    public string? Symbol { get; }

    /// <summary>True when the size is fixed.</summary>
    public bool IsFixed => Symbol is null;

    /// <summary>The fixed size.</summary>
    /// <exception cref="GraphException">The axis is symbolic.</exception>
    public long Size =>
        IsFixed ? _size : throw new GraphException($"The size of dimension '{Symbol}' is not known while the graph is built.");

    /// <summary>A fixed size written as a number.</summary>
    public static implicit operator Dimension(long size) => new(size);

    /// <inheritdoc/>
    public override string ToString() => Symbol ?? _size.ToString(CultureInfo.InvariantCulture);
}
