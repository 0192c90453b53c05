using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Identity</c> (opset 16): y = x of any type and shape, used to block gradients as PyTorch's <c>detach</c> does; so it carries
/// none by intent.
/// </summary>
public sealed class Identity : Operator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 1);
        return inputs[0].Type;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null];
}

/// <summary>Builds <c>Identity</c> nodes.</summary>
public static class IdentityBuilder
{
    /// <summary>The same tensor, treated as a constant by <see cref="Autodiff.Gradients"/>.</summary>
    public static Value Detach(this Value x) => x.Graph.Add(new Identity(), x);
}

/// <summary>
/// Reads <c>Identity</c> nodes: as what blocks gradients in files that <see cref="ModelWriter"/> wrote, and as nothing at all in those of
/// other programs.
/// </summary>
public sealed class IdentityReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node) => node.Known(0);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.IsDetached ? node.Value(0).Detach() : node.Value(0)];
}
