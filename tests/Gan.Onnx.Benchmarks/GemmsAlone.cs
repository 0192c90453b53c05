using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// The matrix products of one iteration and nothing else: the same Gemm nodes, shapes and threads, each operand fed from outside.
/// </summary>
internal sealed class GemmsAlone : IDisposable
{
    private readonly HostEngine _engine = new([]);
    private readonly CompiledGraph[] _graphs;

    public GemmsAlone(Trainer trainer)
    {
        var batch = trainer.Data.BatchSize(0);
        _graphs =
        [
            .. new[] { DiscriminatorStep.Build(trainer.Preset, batch), GeneratorStep.Build(trainer.Preset, batch) }
                .Select(step => _engine.Compile(Extract(step.Graph))),
        ];
        var random = new RandomStream(1, 1);
        foreach (var graph in _graphs)
        {
            foreach (var (name, _) in graph.Feeds)
            {
                random.Normal(graph.Input(name), 0, 0, 1);
            }
        }
    }

    /// <summary>Floating-point operations of a run, in 10⁹: a product and a sum count as two.</summary>
    public double Gigaflop =>
        2e-9 * _graphs.SelectMany(graph => graph.Graph.Nodes).Sum(node => node.Inputs[0].Shape.ElementCount * node.Output.Shape[1].Size);

    public void Run()
    {
        foreach (var graph in _graphs)
        {
            _engine.Run(graph);
        }
    }

    public void Dispose()
    {
        foreach (var graph in _graphs)
        {
            graph.Dispose();
        }

        _engine.Dispose();
    }

    private static GraphBuilder Extract(GraphBuilder whole)
    {
        var alone = new GraphBuilder($"{whole.Name}_gemms");
        var operands = new Dictionary<Value, Value>();
        Value Operand(Value value) => operands.TryGetValue(value, out var known)
            ? known
            : operands[value] = alone.Input($"operand_{operands.Count}", value.Shape, value.Type.Element);

        var needed = Reachability.From(whole.Outputs.Select(output => output.Value));
        var number = 0;
        foreach (var node in whole.Nodes.Where(node => node.Operator is Gemm && needed.Contains(node.Output)))
        {
            alone.Output($"product_{number++}", alone.Add(node.Operator, [.. node.Inputs.Select(Operand)]));
        }

        return alone;
    }
}
