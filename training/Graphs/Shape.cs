using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Gan.Onnx.Graphs;

/// <summary>The dimensions of a tensor, outermost first; empty for a scalar.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Shape is the field's word.")]
public sealed class Shape : IReadOnlyList<Dimension>, IEquatable<Shape>
{
    private readonly Dimension[] _dimensions;

    /// <summary>A shape of these dimensions.</summary>
    public Shape(params IEnumerable<Dimension> dimensions) => _dimensions = [.. dimensions];

    /// <summary>The shape of a single number, <c>[]</c>.</summary>
    public static Shape Scalar { get; } = new();

    /// <summary>Number of axes.</summary>
    public int Rank => _dimensions.Length;

    /// <inheritdoc/>
    public int Count => _dimensions.Length;

    /// <inheritdoc/>
    public Dimension this[int index] => _dimensions[index];

    /// <summary>True when no dimension is symbolic.</summary>
    public bool IsFixed => Array.TrueForAll(_dimensions, d => d.IsFixed);

    /// <summary>Number of elements; 1 for a scalar.</summary>
    /// <exception cref="GraphException">A dimension is symbolic.</exception>
    public long ElementCount => _dimensions.Aggregate(1L, (product, d) => product * d.Size);

    /// <summary>The fixed sizes, as ONNX initializers and ONNX Runtime take them.</summary>
    /// <exception cref="GraphException">A dimension is symbolic.</exception>
    public long[] Sizes => Array.ConvertAll(_dimensions, d => d.Size);

    /// <summary>A shape of fixed sizes.</summary>
    public static Shape Of(params ReadOnlySpan<long> sizes)
    {
        var dimensions = new Dimension[sizes.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            dimensions[i] = sizes[i];
        }

        return new Shape(dimensions);
    }

    /// <summary>An axis counted from the front: -1 is the last.</summary>
    /// <exception cref="GraphException">The axis is outside [-rank, rank).</exception>
    public int Axis(int axis) => axis >= -Rank && axis < Rank
        ? (axis + Rank) % Rank
        : throw new GraphException($"Axis {axis} is outside {this}: use {-Rank} to {Rank - 1}.");

    /// <summary>The same shape with one axis replaced.</summary>
    public Shape With(int axis, Dimension dimension)
    {
        var dimensions = (Dimension[])_dimensions.Clone();
        dimensions[Axis(axis)] = dimension;
        return new Shape(dimensions);
    }

    /// <summary>NumPy-style broadcasting of two shapes, as ONNX defines it; null when they do not fit together.</summary>
    public static Shape? Broadcast(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        var result = new Dimension[rank];
        for (var i = 0; i < rank; i++)
        {
            var a = left.FromBack(rank - i);
            var b = right.FromBack(rank - i);
            if (a != b && a != 1L && b != 1L)
            {
                return null;
            }

            result[i] = a == 1L ? b : a;
        }

        return new Shape(result);
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => _dimensions.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<Dimension> GetEnumerator() => ((IEnumerable<Dimension>)_dimensions).GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(",", _dimensions)}]";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dimension FromBack(int distance) => distance <= Rank ? _dimensions[Rank - distance] : 1;
}
