namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>LessOrEqual</c> as a formula: not a > b, which says true where one is no number.</summary>
public static class LessOrEqualBuilder
{
    /// <summary>True where a ≤ b.</summary>
    public static Value LessOrEqual(this Value a, Value b) => a.Greater(b).Not();
}

/// <summary>Reads <c>LessOrEqual</c> nodes.</summary>
public sealed class LessOrEqualReader() : BroadcastReader((a, b) => a.LessOrEqual(b), (a, b) => a <= b ? 1 : 0)
{
    /// <inheritdoc/>
    protected override ElementType Outcome(ElementType input) => ElementType.Bool;
}
