using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>Whether a file's network looks at the rest of the batch, as minibatch deviations do.</summary>
internal static class BatchMixing
{
    private const string Batch = "N";

    /// <summary>
    /// The file is read with a batch of free size: what loses the free axis, or cannot be read with one, has looked at all of the items.
    /// </summary>
    /// <returns>Where that happens, for messages; null where no item looks at another.</returns>
    public static string? Of(OnnxModel model, OnnxNetworkInputs inputs)
    {
        var graph = new GraphBuilder("mixing");
        var x = graph.Input(inputs.Items, inputs.Type.Shape.With(0, new Dimension(Batch)));
        var given = new Dictionary<string, Operand> { [x.Name] = x };
        if (inputs.LabelType is { } labels)
        {
            given[inputs.Labels!] = graph.Input(inputs.Labels!, labels.Shape.With(0, new Dimension(Batch)), labels.Element);
        }

        try
        {
            var output = ModelReader.Add(graph, model, given, OnnxNetworkFile.ByStatistics)[model.Outputs[0]];
            var (upstream, follows) = (Reachability.From([output]), new HashSet<Value> { x });
            foreach (var node in graph.Nodes.Where(node => upstream.Contains(node.Output) && node.Inputs.Any(follows.Contains)))
            {
                if (!node.Output.Type.Element.IsFloatingPoint())
                {
                    continue;
                }

                if (!IsFree(node.Output))
                {
                    return $"'{node.Name}' makes {node.Output.Shape} of all items";
                }

                follows.Add(node.Output);
            }

            return null;
        }
        catch (GraphException exception)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    private static bool IsFree(Value value) => value.Shape.Any(d => d.Symbol == Batch);
}
