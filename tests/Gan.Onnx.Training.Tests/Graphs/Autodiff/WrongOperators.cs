using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Autodiff;

/// <summary>Operators with mistakes in their gradient rules, of the kinds that are made in earnest.</summary>
public static class WrongOperators
{
    /// <summary>Tanh under another gradient rule.</summary>
    public sealed class Tanh(Func<Node, Value, Value> gradient) : ElementwiseOperator
    {
        public override string OpType => "Tanh";

        public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradient(node, gradOutput)];
    }

    /// <summary>A broadcasting operator under another gradient rule.</summary>
    public sealed class Binary(string opType, Func<Value, Value, Value, IReadOnlyList<Value?>> gradient) : BroadcastOperator
    {
        public override string OpType => opType;

        public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => gradient(node.Inputs[0], node.Inputs[1], gradOutput);
    }

    /// <summary>An operator that broadcasts its inputs and does not say so.</summary>
    public sealed class Secretive(string opType, Func<Value, Value, Value, IReadOnlyList<Value?>> gradient) : BroadcastOperator
    {
        public override string OpType => opType;

        public override bool Broadcasts(int input) => false;

        public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => gradient(node.Inputs[0], node.Inputs[1], gradOutput);
    }

    /// <summary>a · b, whose right gradient is 1% too large.</summary>
    public static Value MulOffByOnePercent(Value a, Value b) => a.Graph.Add(
        new Binary("Mul", (x, y, g) => [g * y, 1.01 * g * x]), a, b);
}
