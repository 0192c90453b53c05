using System.Runtime.InteropServices;

namespace Gan.Onnx.Graphs.Reading;

/// <summary>
/// A small tensor whose elements are known while a file is read: shapes, axes, bounds. An element may be the symbol of an axis that
/// is known only when the graph runs. Integers beyond 2⁵³ are not exact.
/// </summary>
public sealed class KnownTensor
{
    private readonly string?[]? _symbols;

    /// <summary>A tensor of these elements.</summary>
    /// <param name="element">The element type.</param>
    /// <param name="sizes">The shape.</param>
    /// <param name="numbers">As many numbers as the shape takes, whatever the element type.</param>
    /// <param name="symbols">The symbols that stand instead of numbers; null for none.</param>
    public KnownTensor(ElementType element, IReadOnlyList<long> sizes, double[] numbers, string?[]? symbols = null)
    {
        Type = new TensorType(element, Shape.Of([.. sizes]));
        Numbers = numbers;
        _symbols = symbols?.Any(symbol => symbol is not null) == true ? symbols : null;
    }

    /// <summary>Element type and shape.</summary>
    public TensorType Type { get; }

    /// <summary>The elements; 0 where a symbol stands.</summary>
    public IReadOnlyList<double> Numbers { get; }

    /// <summary>True when no element is a symbol.</summary>
    public bool IsFixed => _symbols is null;

    /// <summary>The elements as sizes of axes.</summary>
    /// <exception cref="GraphException">One is negative.</exception>
    public IReadOnlyList<Dimension> Dimensions =>
        [.. Numbers.Select((number, i) => Symbol(i) is { } symbol ? new Dimension(symbol) : new Dimension((long)number))];

    /// <summary>Integers in one axis.</summary>
    public static KnownTensor Integers(params IReadOnlyList<long> numbers) =>
        new(ElementType.Int64, [numbers.Count], [.. numbers.Select(number => (double)number)]);

    /// <summary>A shape as ONNX's Shape gives it, Int64 [rank].</summary>
    public static KnownTensor Of(IReadOnlyList<Dimension> shape) => new(
        ElementType.Int64, [shape.Count], [.. shape.Select(d => d.IsFixed ? d.Size : 0.0)], [.. shape.Select(d => d.Symbol)]);

    /// <summary>The symbol that stands at a place; null for a number.</summary>
    public string? Symbol(int place) => _symbols?[place];

    /// <summary>Some of the elements, in another order, under another shape.</summary>
    public KnownTensor Take(IReadOnlyList<long> sizes, IReadOnlyList<int> places) => new(
        Type.Element,
        sizes,
        [.. places.Select(place => Numbers[place])],
        _symbols is null ? null : [.. places.Select(place => _symbols[place])]);

    /// <summary>Of each axis the places given, in their order.</summary>
    public KnownTensor Pick(IReadOnlyList<IReadOnlyList<long>> places)
    {
        List<int> picked = [0];
        for (var axis = 0; axis < places.Count; axis++)
        {
            picked = [.. picked.SelectMany(start => places[axis].Select(place => (int)((start * Type.Shape[axis].Size) + place)))];
        }

        return Take([.. places.Select(axis => (long)axis.Count)], picked);
    }

    /// <summary>The same with its axes in another order: axis i of the result is axis <paramref name="perm"/>[i].</summary>
    public KnownTensor Permute(IReadOnlyList<int> perm)
    {
        long[] strides = [.. Type.Shape.Select((_, axis) => Type.Shape.Skip(axis + 1).Aggregate(1L, (product, d) => product * d.Size))];
        List<int> picked = [0];
        foreach (var axis in perm)
        {
            var (size, stride) = ((int)Type.Shape[axis].Size, (int)strides[axis]);
            picked = [.. picked.SelectMany(start => Enumerable.Range(0, size).Select(place => start + (place * stride)))];
        }

        return Take([.. perm.Select(axis => Type.Shape[axis].Size)], picked);
    }

    /// <summary>The same elements under another shape.</summary>
    public KnownTensor Under(params IReadOnlyList<long> sizes) => new(Type.Element, sizes, [.. Numbers], _symbols);

    /// <summary>f of each number; null where some element is a symbol.</summary>
    public KnownTensor? Map(ElementType element, Func<double, double> f) =>
        IsFixed ? new(element, Type.Shape.Sizes, [.. Numbers.Select(f)]) : null;

    /// <summary>The same as another type; symbols stay symbols as long as they are integers.</summary>
    public KnownTensor? Cast(ElementType to) => to switch
    {
        _ when to == Type.Element => this,
        ElementType.Bool => Map(to, number => number != 0 ? 1 : 0),
        ElementType.Float => Map(to, number => (float)number),
        ElementType.Double => Map(to, number => number),
        ElementType.UInt8 => Map(to, number => (byte)(long)number),
        _ => Map(to, Math.Truncate),
    };

    /// <summary>f of two tensors' numbers, broadcast; null where the shapes do not fit together, or f of a symbol is not known.</summary>
    /// <param name="left">The first of f's numbers.</param>
    /// <param name="right">The second.</param>
    /// <param name="element">The outcome's element type.</param>
    /// <param name="f">What is done to two numbers.</param>
    /// <param name="symbols">What it makes of two elements of which one at least is a symbol; null for what is not known.</param>
    public static KnownTensor? Zip(
        KnownTensor left,
        KnownTensor right,
        ElementType element,
        Func<double, double, double> f,
        Func<KnownElement, KnownElement, KnownElement?>? symbols = null)
    {
        if (Shape.Broadcast(left.Type.Shape, right.Type.Shape) is not { } shape)
        {
            return null;
        }

        var (numbers, names) = (new double[shape.ElementCount], new string?[shape.ElementCount]);
        for (var i = 0; i < numbers.Length; i++)
        {
            var (a, b) = (left.At(Place(left.Type.Shape, shape, i)), right.At(Place(right.Type.Shape, shape, i)));
            if ((a.Symbol ?? b.Symbol) is null)
            {
                numbers[i] = f(a.Number, b.Number);
            }
            else if (symbols?.Invoke(a, b) is { } known)
            {
                (numbers[i], names[i]) = (known.Number, known.Symbol);
            }
            else
            {
                return null;
            }
        }

        return new KnownTensor(element, shape.Sizes, numbers, names);
    }

    private KnownElement At(int place) => new(Numbers[place], Symbol(place));

    /// <summary>The elements' little-endian bytes.</summary>
    /// <exception cref="GraphException">Some element is a symbol.</exception>
    public byte[] ToBytes()
    {
        if (!IsFixed)
        {
            var free = _symbols!.First(symbol => symbol is not null);
            throw new GraphException($"a shape with the free axis {free} is needed as numbers. Fix the axis.");
        }

        return Type.Element switch
        {
            ElementType.Float => Bytes(number => (float)number),
            ElementType.Double => Bytes(number => number),
            ElementType.Int64 => Bytes(number => (long)number),
            _ => Bytes(number => (byte)number),
        };
    }

    private byte[] Bytes<T>(Func<double, T> convert)
        where T : unmanaged => MemoryMarshal.AsBytes<T>([.. Numbers.Select(convert)]).ToArray();

    /// <summary>Where an element of a broadcast tensor comes from.</summary>
    private static int Place(Shape from, Shape to, int place)
    {
        var (source, stride) = (0L, 1L);
        for (var axis = to.Rank - 1; axis >= 0 && axis >= to.Rank - from.Rank; axis--)
        {
            var (index, size) = (place % to[axis].Size, from[axis - to.Rank + from.Rank].Size);
            source += size == 1 ? 0 : index * stride;
            (stride, place) = (stride * size, (int)(place / to[axis].Size));
        }

        return (int)source;
    }
}
