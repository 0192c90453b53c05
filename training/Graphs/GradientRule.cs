namespace Gan.Onnx.Graphs;

/// <summary>
/// A gradient for a function of several nodes, where the nodes' own rules would lead to a slower graph. It replaces
/// everything between the function's inputs and its result.
/// </summary>
/// <param name="Inputs">What the function depends on.</param>
/// <param name="Products">The vector-Jacobian products, one an input (null: none), from the gradient that arrives at the result.</param>
public sealed record GradientRule(IReadOnlyList<Value> Inputs, Func<Value, IReadOnlyList<Value?>> Products);

/// <summary>Gives functions gradients of their own.</summary>
public static class GradientRules
{
    /// <summary>Sets the rule of a function's last node.</summary>
    /// <param name="result">The function's result, computed by a node that nothing else has given a rule.</param>
    /// <param name="inputs">What the function depends on; other inputs count as constants.</param>
    /// <param name="products">As in <see cref="GradientRule"/>, in operators that are differentiable themselves.</param>
    /// <exception cref="GraphException">The result is not computed by a node, or has a rule already.</exception>
    public static Value WithGradient(this Value result, IReadOnlyList<Value> inputs, Func<Value, IReadOnlyList<Value?>> products)
    {
        if (result.Producer is null || result.GradientRule is not null)
        {
            throw new GraphException(
                $"'{result.Name}' cannot be given a gradient: it is no node's output, or has one already. "
                + "Set it on the function's own last node.");
        }

        result.GradientRule = new GradientRule(inputs, products);
        return result;
    }
}
