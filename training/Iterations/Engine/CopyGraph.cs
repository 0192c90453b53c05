using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>A graph of copies: the way to move tensors to a device, or back, that every execution provider has.</summary>
internal static class CopyGraph
{
    /// <summary>Inputs under the tensors' names, outputs as their new values.</summary>
    public static GraphBuilder Build(string name, IEnumerable<(string Name, TensorType Type)> tensors)
    {
        var graph = new GraphBuilder(name);
        foreach (var (tensor, type) in tensors)
        {
            graph.Output(TensorName.New(tensor), graph.Input(tensor, type.Shape, type.Element).Detach());
        }

        return graph;
    }
}
