namespace Gan.Onnx.Graphs.Reading;

/// <summary>An element of a <see cref="KnownTensor"/>: a number, or the symbol of a free axis, whose size is 1 or more.</summary>
/// <param name="Number">The number; 0 where a symbol stands.</param>
/// <param name="Symbol">The symbol; null for a number.</param>
public readonly record struct KnownElement(double Number, string? Symbol = null)
{
    /// <summary>Arithmetic with a number that changes nothing, such as 1 times an axis; null for all else.</summary>
    /// <param name="neutral">The number.</param>
    /// <param name="bothSides">Whether it may stand on the left as well.</param>
    public static Func<KnownElement, KnownElement, KnownElement?> Neutral(double neutral, bool bothSides) => (a, b) =>
        b.Symbol is null && b.Number == neutral ? a
        : bothSides && a.Symbol is null && a.Number == neutral ? b
        : null;

    /// <summary>Whether two elements are equal, as far as that is known: an axis equals itself, and no number below 1.</summary>
    public static KnownElement? Equality(KnownElement a, KnownElement b) =>
        a.Symbol == b.Symbol ? new KnownElement(1)
        : (a.Symbol is null && a.Number < 1) || (b.Symbol is null && b.Number < 1) ? new KnownElement(0)
        : null;
}
