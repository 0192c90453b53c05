using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;

namespace Gan.Onnx.Training.Artifacts.Rules;

/// <summary>What must hold of an evaluation model, given training model and checkpoint.</summary>
internal static class EvaluationModelRules
{
    /// <summary>Checks inputs and outputs.</summary>
    /// <exception cref="ArtifactException">A rule is broken.</exception>
    public static void Check(string file, GraphProto graph, GraphProto training, TrainingState state)
    {
        var names = state.All.Select(tensor => tensor.Name).ToHashSet();
        ValueInfoProto[] expected = [.. training.Input.Where(input => names.Contains(input.Name))];
        ValueInfoProto[] found = [.. graph.Input.Where(input => names.Contains(input.Name))];
        for (var i = 0; i < expected.Length; i++)
        {
            if (i >= found.Length || !found[i].Equals(expected[i]))
            {
                throw ArtifactException.Broken(
                    file,
                    ArtifactRule.EvaluationParameters,
                    $"parameter {i} of the training model is '{expected[i].Name}', here it is '{found.ElementAtOrDefault(i)?.Name}'");
            }
        }

        var gradient = graph.Input.Select(input => input.Name).Concat(graph.Output.Select(output => output.Name))
            .FirstOrDefault(name => name == GradientNames.LazyReset || GradientNames.IsBuffer(name) || GradientNames.IsAccumulated(name));
        if (gradient is not null)
        {
            throw ArtifactException.Broken(
                file,
                ArtifactRule.EvaluationParameters,
                $"'{gradient}' belongs to gradients, and there are none here");
        }

        TrainingModelRules.CheckLoss(file, graph);
        TrainingModelRules.CheckUserNames(file, graph, state);
    }
}
