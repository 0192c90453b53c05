using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;

namespace Gan.Onnx.Training.Artifacts.Rules;

/// <summary>What must hold of an optimizer model.</summary>
internal static class OptimizerModelRules
{
    /// <summary>The inputs, in their order.</summary>
    public static IReadOnlyList<ValueInfoProto> Inputs { get; } =
    [
        TensorForm.Of("learning_rate", ElementType.Float, 1),
        TensorForm.Of("step", ElementType.Int64, 1),
        TensorForm.Sequence("params"),
        TensorForm.Sequence("gradients"),
        TensorForm.Sequence("first_order_moments"),
        TensorForm.Sequence("second_order_moments"),
    ];

    /// <summary>Checks inputs, node, attributes and output.</summary>
    /// <exception cref="ArtifactException">A rule is broken.</exception>
    public static void Check(string file, GraphProto graph)
    {
        if (!graph.Input.SequenceEqual(Inputs))
        {
            throw ArtifactException.Broken(
                file, ArtifactRule.OptimizerInputs, $"its inputs are {Describe(graph.Input)}, expected {Describe(Inputs)}");
        }

        var nodes = graph.Node.Where(node => node.Domain == MicrosoftDomain.Name && node.OpType == MicrosoftDomain.Adam).ToArray();
        if (nodes is not [var node]
            || !node.Input.Skip(1).SequenceEqual(Inputs.Skip(1).Select(input => input.Name))
            || graph.Output is not [var output] || node.Output.FirstOrDefault() != output.Name
            || !TensorForm.AreAlike(output, TensorForm.Of(output.Name, ElementType.Bool, 1)))
        {
            throw ArtifactException.Broken(
                file,
                ArtifactRule.OptimizerNode,
                $"one {MicrosoftDomain.Adam} must take all inputs, and its first output must be the graph's only one, Bool [1]");
        }

        CheckAttributes(file, node);
    }

    private static void CheckAttributes(string file, NodeProto node)
    {
        var attributes = node.Attribute.ToDictionary(attribute => attribute.Name);
        foreach (var name in new[] { "alpha", "beta", "epsilon" })
        {
            if (!attributes.ContainsKey(name))
            {
                throw ArtifactException.Broken(file, ArtifactRule.PlainAdam, $"attribute {name} is missing");
            }
        }

        bool Holds(string name, float number) =>
            attributes.TryGetValue(name, out var attribute) && (attribute.HasF ? attribute.F : attribute.I) == number;
        foreach (var (name, number) in new[] { ("weight_decay", 0), ("correct_bias", 1), ("adam_mode", 0) })
        {
            if (!Holds(name, number))
            {
                throw ArtifactException.Broken(file, ArtifactRule.PlainAdam, $"attribute {name} must be {number}");
            }
        }
    }

    private static string Describe(IEnumerable<ValueInfoProto> inputs) =>
        string.Join(", ", inputs.Select(input => $"{input.Name} ({TensorForm.Describe(input)})"));
}
