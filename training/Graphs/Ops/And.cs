namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>And</c> (opset 7): y = a and b, all of them Bool, with NumPy broadcasting. Carries no gradient.
/// </summary>
public sealed class And : LogicalOperator;

/// <summary>Builds <c>And</c> nodes.</summary>
public static class AndBuilder
{
    /// <summary>True where both hold.</summary>
    public static Value And(this Value a, Value b) => a.Graph.Add(new And(), a, b);
}

/// <summary>Reads <c>And</c> nodes.</summary>
public sealed class AndReader() : BroadcastReader((a, b) => a.And(b), (a, b) => a != 0 && b != 0 ? 1 : 0);
