using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Einsum</c> as a formula, of one or two tensors whose axes have letters: sums over those that the result lacks, and a MatMul
/// between Transposes.
/// </summary>
public static class EinsumBuilder
{
    /// <summary>The sum of products that an equation such as <c>nhci,nhcj->nhij</c> names.</summary>
    /// <param name="values">One or two tensors.</param>
    /// <param name="equation">A letter for each axis; without an arrow the result has those that stand once, in their order.</param>
    /// <exception cref="GraphException">The equation has three terms or more, repeated letters or dots, or does not fit.</exception>
    public static Value Einsum(this IReadOnlyList<Value> values, string equation)
    {
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var terms = sides[0].Split(',');
        var result = sides.Length > 1
            ? sides[1]
            : string.Concat(sides[0].Where(char.IsLetter).GroupBy(c => c).Where(g => g.Count() == 1).Select(g => g.Key).Order());
        var plain = terms.Append(result).All(term => term.All(char.IsLetter) && term.Distinct().Count() == term.Length);
        var fits = terms.Length == values.Count && terms.Zip(values).All(pair => pair.First.Length == pair.Second.Shape.Rank);
        if (!plain || !fits || values.Count is 0 or > 2 || !result.All(sides[0].Contains))
        {
            throw new GraphException($"equation {equation} is not read for {string.Join(", ", values.Select(value => value.Shape))}; "
                + "one or two terms of different letters are");
        }

        var (left, first) = Summed(values[0], terms[0], result + (terms.Length > 1 ? terms[1] : ""));
        if (terms.Length == 1)
        {
            return Ordered(left, first, result);
        }

        var (right, second) = Summed(values[1], terms[1], result + terms[0]);
        return Product(left, first, right, second, result);
    }

    /// <summary>Without the axes that nothing else names.</summary>
    private static (Value Value, string Letters) Summed(Value x, string letters, string needed)
    {
        int[] alone = [.. Enumerable.Range(0, letters.Length).Where(axis => !needed.Contains(letters[axis]))];
        return (x.ReduceSum(alone), string.Concat(letters.Where(needed.Contains)));
    }

    private static Value Product(Value left, string first, Value right, string second, string result)
    {
        var shared = string.Concat(result.Where(c => first.Contains(c) && second.Contains(c)));
        var summed = string.Concat(first.Where(c => second.Contains(c) && !result.Contains(c)));
        var (rows, columns) = (Own(first), Own(second));
        var sizes = first.Zip(left.Shape).Concat(second.Zip(right.Shape)).DistinctBy(pair => pair.First).ToDictionary();

        // The rows' axes may stay several where nothing is shared, so that a free first axis stays one of its own.
        var merges = shared.Length > 0 || rows.Length == 0;
        var a = Ordered(left, first, shared + rows + summed)
            .Under(new Shape([.. Sizes(shared), .. merges ? [Count(rows)] : Sizes(rows), Count(summed)]));
        var b = Ordered(right, second, shared + summed + columns).Under(new Shape([.. Sizes(shared), Count(summed), Count(columns)]));
        var product = a.MatMul(b).Under(new Shape([.. Sizes(shared + rows + columns)]));
        return Ordered(product, shared + rows + columns, result);

        string Own(string letters) => string.Concat(letters.Where(c => !shared.Contains(c) && !summed.Contains(c)));
        IEnumerable<Dimension> Sizes(string letters) => letters.Select(c => sizes[c]);
        Dimension Count(string letters) =>
            letters.Length == 1 ? sizes[letters[0]] : letters.Aggregate(1L, (product, c) => product * sizes[c].Size);
    }

    private static Value Under(this Value x, Shape shape) => x.Shape.Equals(shape) ? x : x.Reshape(shape);

    private static Value Ordered(Value x, string letters, string wanted) =>
        letters == wanted ? x : x.Transpose([.. wanted.Select(c => letters.IndexOf(c, StringComparison.Ordinal))]);
}

/// <summary>Reads <c>Einsum</c> nodes.</summary>
public sealed class EinsumReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Values().Einsum(node.Text("equation", ""))];
}
