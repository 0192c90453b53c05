namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>GreaterOrEqual</c> as a formula: not b > a, which says true where one is no number.</summary>
public static class GreaterOrEqualBuilder
{
    /// <summary>True where a ≥ b.</summary>
    public static Value GreaterOrEqual(this Value a, Value b) => b.Greater(a).Not();
}

/// <summary>Reads <c>GreaterOrEqual</c> nodes.</summary>
public sealed class GreaterOrEqualReader() : BroadcastReader((a, b) => a.GreaterOrEqual(b), (a, b) => a >= b ? 1 : 0)
{
    /// <inheritdoc/>
    protected override ElementType Outcome(ElementType input) => ElementType.Bool;
}
