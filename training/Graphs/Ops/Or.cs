namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Or</c> (opset 7): y = a or b, all of them Bool, with NumPy broadcasting. Carries no gradient.
/// </summary>
public sealed class Or : LogicalOperator;

/// <summary>Builds <c>Or</c> nodes.</summary>
public static class OrBuilder
{
    /// <summary>True where one holds.</summary>
    public static Value Or(this Value a, Value b) => a.Graph.Add(new Or(), a, b);
}

/// <summary>Reads <c>Or</c> nodes.</summary>
public sealed class OrReader() : BroadcastReader((a, b) => a.Or(b), (a, b) => a != 0 || b != 0 ? 1 : 0);
