namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Less</c> as a formula: b > a.</summary>
public static class LessBuilder
{
    /// <summary>True where a &lt; b.</summary>
    public static Value Less(this Value a, Value b) => b.Greater(a);
}

/// <summary>Reads <c>Less</c> nodes.</summary>
public sealed class LessReader() : BroadcastReader((a, b) => a.Less(b), (a, b) => a < b ? 1 : 0)
{
    /// <inheritdoc/>
    protected override ElementType Outcome(ElementType input) => ElementType.Bool;
}
