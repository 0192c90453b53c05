using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Artifacts.Rules;
using Gan.Onnx.Training.Iterations.Engine;
using Google.Protobuf;

namespace Gan.Onnx.Training.Artifacts;

/// <summary>
/// A step as ONNX Runtime Training takes it: the engine's own graph, whose gradients are not outputs but go into buffers that the
/// runtime keeps, one com.microsoft InPlaceAccumulatorV2 a parameter.
/// </summary>
public static class TrainingModel
{
    /// <summary>The model's bytes: equal steps give equal bytes.</summary>
    /// <param name="step">Loss first among the outputs, and a gradient of every trainable parameter.</param>
    /// <param name="state">The tensors that the runtime keeps.</param>
    public static byte[] Of(EngineGraph step, TrainingState state)
    {
        var model = StateInputs.Behind(ModelProto.Parser.ParseFrom(ModelWriter.Write(step.Graph)), state);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = MicrosoftDomain.Name, Version = 1 });
        var graph = model.Graph;
        var gradients = state.Trainable.Select(tensor => tensor.Name)
            .ToDictionary(name => $"{TensorName.Gradient(name)}", GradientNames.Of);
        ValueInfoProto[] outputs = [.. graph.Output.Where(output => !gradients.ContainsKey(output.Name))];
        graph.ValueInfo.AddRange(graph.Output.Where(output => gradients.ContainsKey(output.Name)));
        graph.Output.Clear();
        graph.Output.AddRange(outputs);
        Rename(graph, gradients);
        foreach (var tensor in state.Trainable)
        {
            graph.Input.Add(TensorForm.Of(GradientNames.Buffer(tensor.Name), ElementType.Float, [.. tensor.Shape]));
            graph.Output.Add(TensorForm.Of(GradientNames.Accumulated(tensor.Name), ElementType.Bool, 1));
            graph.Node.Add(Accumulator(tensor.Name));
        }

        graph.Input.Add(TensorForm.Of(GradientNames.LazyReset, ElementType.Bool, 1));
        return model.ToByteArray();
    }

    private static NodeProto Accumulator(string parameter)
    {
        var node = new NodeProto
        {
            Name = $"{GradientNames.Of(parameter)}/{MicrosoftDomain.Accumulator}",
            OpType = MicrosoftDomain.Accumulator,
            Domain = MicrosoftDomain.Name,
        };
        node.Input.AddRange([GradientNames.Buffer(parameter), GradientNames.Of(parameter), GradientNames.LazyReset]);
        node.Output.Add(GradientNames.Accumulated(parameter));
        return node;
    }

    private static void Rename(GraphProto graph, Dictionary<string, string> names)
    {
        foreach (var node in graph.Node)
        {
            foreach (var list in new[] { node.Input, node.Output })
            {
                for (var i = 0; i < list.Count; i++)
                {
                    list[i] = names.GetValueOrDefault(list[i], list[i]);
                }
            }
        }

        foreach (var value in graph.ValueInfo)
        {
            value.Name = names.GetValueOrDefault(value.Name, value.Name);
        }
    }
}
