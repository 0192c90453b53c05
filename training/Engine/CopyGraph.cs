using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Ops;
using Gan.Onnx.Training.Steps;

namespace Gan.Onnx.Training.Engine;

/// <summary>A graph of copies: the way to move tensors to a device, or back, that every execution provider has.</summary>
internal static class CopyGraph
{
    /// <summary>Inputs under the tensors' names, outputs under <see cref="OptimizerGraph.NewPrefix"/> and the name.</summary>
    public static GraphBuilder Build(string name, IEnumerable<(string Name, TensorType Type)> tensors)
    {
        var graph = new GraphBuilder(name);
        foreach (var (tensor, type) in tensors)
        {
            graph.Output(OptimizerGraph.NewPrefix + tensor, graph.Input(tensor, type.Shape, type.Element).Detach());
        }

        return graph;
    }

    /// <summary>The tensor that a graph's input or output belongs to.</summary>
    public static string TensorOf(string name) =>
        name.StartsWith(OptimizerGraph.NewPrefix, StringComparison.Ordinal) ? name[OptimizerGraph.NewPrefix.Length..] : name;
}
