using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Graphs.Autodiff;

/// <summary>
/// Reverse-mode differentiation of a graph by adding nodes to it. Since gradients are made of the same operators as
/// everything else, the result can be differentiated again (R1, R2 and WGAN-GP penalties).
/// </summary>
public static class Gradients
{
    /// <summary>
    /// ∂<paramref name="root"/>/∂x for every x in <paramref name="inputs"/>, each of the shape of its x; zeros where the root does not
    /// depend on x.
    /// </summary>
    /// <param name="root">What is differentiated: a scalar, unless <paramref name="gradOutput"/> is given.</param>
    /// <param name="inputs">Any values of the same graph.</param>
    /// <param name="gradOutput">The gradient that arrives at the root, of its shape; 1 when absent.</param>
    /// <exception cref="GraphException">
    /// The root is not a scalar, an input belongs to another graph, or a gradient rule broke its contract.
    /// </exception>
    public static IReadOnlyList<Value> Of(Value root, IReadOnlyList<Value> inputs, Value? gradOutput = null)
    {
        if (gradOutput is null && root.Shape.Rank != 0)
        {
            throw GraphException.NonScalarRoot(root);
        }

        if (gradOutput is not null && gradOutput.Type != root.Type)
        {
            throw GraphException.GradOutput(root, gradOutput);
        }

        foreach (var input in inputs)
        {
            root.Graph.CheckOwnership(input);
        }

        var gradients = new Dictionary<Value, Value> { [root] = gradOutput ?? root.Scalar(1) };
        var carriers = Carriers(root, inputs);
        using (root.Graph.Scope("gradient"))
        {
            var backwards = carriers
                .Where(value => value.Producer is not null)
                .Select(value => value.Producer!)
                .OrderByDescending(node => node.Index);
            foreach (var node in backwards)
            {
                if (gradients.TryGetValue(node.Output, out var incoming))
                {
                    Propagate(node, incoming, carriers, gradients);
                }
            }

            return [.. inputs
                .Select(input => gradients.TryGetValue(input, out var gradient) ? gradient : input.Scalar(0).Expand(input.Shape))];
        }
    }

    /// <summary>
    /// The nodes between the inputs and the root at which gradients end although numbers go on: roundings, places of extremes. Truth
    /// values do not count, since they only choose between numbers, nor do shapes, nor what was detached on purpose.
    /// </summary>
    /// <param name="root">What would be differentiated.</param>
    /// <param name="inputs">Any values of the same graph.</param>
    public static IReadOnlyList<Node> Obstacles(Value root, IReadOnlyList<Value> inputs)
    {
        var (carriers, upstream) = (Carriers(root, inputs), Reachability.From([root]));
        return
        [
            .. root.Graph.Nodes.Where(node => upstream.Contains(node.Output) && !carriers.Contains(node.Output)
                && node.Operator is not (Identity or ShapeOf) && node.Output.Type.Element != ElementType.Bool
                && node.Inputs.Any(carriers.Contains)),
        ];
    }

    private static void Propagate(Node node, Value incoming, HashSet<Value> carriers, Dictionary<Value, Value> gradients)
    {
        var inputs = Sources(node);
        var contributions = node.Output.GradientRule?.Products(incoming) ?? node.Operator.Gradient(node, incoming);
        Value?[] fitted = [.. contributions.Select((given, i) => given is null || i >= inputs.Count ? given : Fitted(node, i, given))];
        if (fitted.Length != inputs.Count)
        {
            throw GraphException.GradientCount(node, fitted.Length);
        }

        for (var i = 0; i < inputs.Count; i++)
        {
            var input = inputs[i];
            if (fitted[i] is { } contribution && carriers.Contains(input))
            {
                gradients[input] = gradients.TryGetValue(input, out var sum) ? sum + contribution : contribution;
            }
        }
    }

    /// <summary>A contribution of its input's shape: summed over the axes along which the operator repeated the input.</summary>
    /// <exception cref="GraphException">It has another shape, and broadcasting does not explain that.</exception>
    private static Value Fitted(Node node, int index, Value contribution)
    {
        var input = Sources(node)[index];
        if (contribution.Type == input.Type)
        {
            return contribution;
        }

        var repeats = node.Output.GradientRule is null && node.Operator.Broadcasts(index);
        return repeats && contribution.Type.Element == input.Type.Element
            && contribution.Shape.Equals(Shape.Broadcast(input.Shape, contribution.Shape))
            ? Unbroadcast.To(contribution, input.Shape)
            : throw GraphException.GradientShape(node, input, contribution);
    }

    private static IReadOnlyList<Value> Sources(Node node) => node.Output.GradientRule?.Inputs ?? node.Inputs;

    /// <summary>The values between the inputs and the root: only these need a gradient.</summary>
    private static HashSet<Value> Carriers(Value root, IReadOnlyList<Value> inputs)
    {
        var carriers = new HashSet<Value>(inputs);
        var upstream = Reachability.From([root]);
        foreach (var node in root.Graph.Nodes)
        {
            if (upstream.Contains(node.Output) && node.Operator.IsDifferentiable && Sources(node).Any(carriers.Contains))
            {
                carriers.Add(node.Output);
            }
        }

        return carriers;
    }
}
