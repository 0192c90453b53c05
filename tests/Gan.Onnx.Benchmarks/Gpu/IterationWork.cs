using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>What an iteration must compute and move, counted from its graphs: no run can be faster than a device needs for that.</summary>
/// <param name="Gigaflop">Floating-point operations of its products and convolutions, in 10⁹: a product and a sum count as two.</param>
/// <param name="LeastGigabytes">
/// 10⁹ bytes of these nodes' operands and results, and of what the optimizers read and write: as if everything else were fused into them.
/// </param>
/// <param name="NodeGigabytes">10⁹ bytes that are read and written when every node is a kernel of its own.</param>
/// <param name="Nodes">Nodes of the two steps and the two optimizers: as many kernels at least, unless some are fused.</param>
internal sealed record IterationWork(double Gigaflop, double LeastGigabytes, double NodeGigabytes, int Nodes)
{
    /// <summary>Counts a trainer's iteration.</summary>
    public static IterationWork Of(Trainer trainer)
    {
        var batch = trainer.Preset.Data.Batch;
        var steps = Needed(DiscriminatorStep.Build(trainer.Preset, batch, trainer.Engine.Lowering).Graph)
            .Concat(Needed(GeneratorStep.Build(trainer.Preset, batch, trainer.Engine.Lowering).Graph)).ToArray();
        var optimizers = trainer.Engine.Blocks
            .Select(block => OptimizerGraph.Build(block.Network, block.Optimizer, block.Average)).ToArray();
        var updates = optimizers.SelectMany(Needed).ToArray();
        var products = steps.Where(node => Operations(node) > 0).ToArray();
        var updated = optimizers.Sum(graph => graph.Inputs.Sum(Bytes) + graph.Outputs.Sum(output => Bytes(output.Value)));
        return new IterationWork(
            1e-9 * products.Sum(Operations),
            1e-9 * (products.Sum(Traffic) + updated),
            1e-9 * steps.Concat(updates).Sum(Traffic),
            steps.Length + updates.Length);
    }

    private static IEnumerable<Node> Needed(GraphBuilder graph)
    {
        var needed = Reachability.From(graph.Outputs.Select(output => output.Value));

        // A view is no kernel.
        return graph.Nodes.Where(node => needed.Contains(node.Output) && node.Operator is not (Reshape or Identity));
    }

    private static double Operations(Node node) => node.Operator switch
    {
        // [m, k]·[k, n], either of them transposed: the elements of the first times n.
        Gemm or MatMul => 2.0 * node.Inputs[0].Shape.ElementCount * node.Output.Shape[node.Output.Shape.Rank - 1].Size,

        // Every element of the result is a sum over the channels and the kernel.
        Conv => 2.0 * node.Output.Shape.ElementCount * node.Inputs[1].Shape.ElementCount / node.Inputs[1].Shape[0].Size,
        ConvTranspose => 2.0 * node.Inputs[0].Shape.ElementCount * node.Inputs[1].Shape.ElementCount / node.Inputs[1].Shape[0].Size,
        _ => 0,
    };

    private static double Traffic(Node node) => node.Inputs.Sum(Bytes) + Bytes(node.Output);

    private static double Bytes(Value value) => (double)value.Shape.ElementCount * value.Type.Element.ByteSize();
}
