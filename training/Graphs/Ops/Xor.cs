namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Xor</c> (opset 7): y = a or b but not both, all of them Bool, with NumPy broadcasting. Carries no gradient.
/// </summary>
public sealed class Xor : LogicalOperator;

/// <summary>Builds <c>Xor</c> nodes.</summary>
public static class XorBuilder
{
    /// <summary>True where exactly one holds.</summary>
    public static Value Xor(this Value a, Value b) => a.Graph.Add(new Xor(), a, b);
}

/// <summary>Reads <c>Xor</c> nodes.</summary>
public sealed class XorReader() : BroadcastReader((a, b) => a.Xor(b), (a, b) => a != 0 != (b != 0) ? 1 : 0);
