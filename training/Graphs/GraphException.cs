namespace Gan.Onnx.Graphs;

/// <summary>A graph that cannot be built: raised while building, so that ONNX Runtime never sees the mistake.</summary>
public sealed class GraphException(string message) : Exception(message)
{
    /// <summary>An operator got a number of inputs that its definition does not have.</summary>
    public static GraphException InputCount(Operator op, string expected, int actual) =>
        new($"{op.OpType}: expects {expected} inputs, got {actual}.");

    /// <summary>An input's element type is none of those that the operator takes here.</summary>
    public static GraphException ElementType(Operator op, Value input, string expected) =>
        new($"{op.OpType}: input '{input.Name}' is {input.Type}, expected {expected}. Cast it first.");

    /// <summary>Two inputs cannot be broadcast together.</summary>
    public static GraphException Broadcast(Operator op, Value left, Value right) =>
        new($"{op.OpType}: '{left.Name}' {left.Type} and '{right.Name}' {right.Type} cannot be broadcast together: "
            + "types must be equal, and trailing dimensions equal or 1.");

    /// <summary>A shape does not meet an operator's rule.</summary>
    public static GraphException Shape(Operator op, string problem, string fix) => new($"{op.OpType}: {problem}. {fix}.");

    /// <summary>The root of a differentiation is not a scalar and came without a gradient of its own.</summary>
    public static GraphException NonScalarRoot(Value root) =>
        new(
            $"Gradient of '{root.Name}' {root.Type}: the root must be a scalar. "
            + "Reduce it with ReduceSum or ReduceMean, or pass gradOutput.");

    /// <summary>Gradients end at some nodes on the way.</summary>
    public static GraphException NoGradient(Value root, IEnumerable<Node> nodes)
    {
        var named = nodes.GroupBy(node => node.Operator.OpType, node => $"'{node.Name}'")
            .Select(group => $"{group.Key} ({string.Join(", ", group)})");
        return new($"Gradient of '{root.Name}': it ends at operators without a gradient: {string.Join(", ", named)}.");
    }

    /// <summary>The gradient that is to arrive at the root does not fit it.</summary>
    public static GraphException GradOutput(Value root, Value gradOutput) =>
        new($"Gradient of '{root.Name}' {root.Type}: gradOutput '{gradOutput.Name}' is {gradOutput.Type}. Give it the root's type.");

    /// <summary>A gradient rule did not give one entry an input.</summary>
    public static GraphException GradientCount(Node node, int actual) =>
        new(
            $"{node.Operator.OpType} '{node.Name}': its rule gave {actual} gradients for {node.Inputs.Count} inputs. "
            + "Give one an input, null where there is none.");

    /// <summary>A gradient rule gave a tensor of another shape than the input it belongs to.</summary>
    public static GraphException GradientShape(Node node, Value input, Value gradient) =>
        new(
            $"{node.Operator.OpType} '{node.Name}': the gradient of input '{input.Name}' {input.Type} came out as {gradient.Type}. "
            + "Mend the operator's gradient rule.");
}
