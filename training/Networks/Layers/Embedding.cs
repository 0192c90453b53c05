using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// Appends to flat items [N, F] what a learned table knows of their labels: [N, F + features] (PyTorch's <c>Embedding</c> and a
/// <c>cat</c>; conditional GANs, Mirza &amp; Osindero 2014, section 3.2). weight [classes, features], N(0, 1) at first as in PyTorch,
/// whatever the network's initializers.
/// </summary>
/// <param name="Classes">Labels are 0 … classes−1.</param>
/// <param name="Features">Numbers a label becomes.</param>
public sealed record Embedding([Within(2, 1 << 16)] int Classes, [Within(1, 1 << 16)] int Features) : Layer
{
    /// <inheritdoc/>
    public override int? LabelClasses => Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> DeclareParameters() =>
        [new("weight", Shape.Of(Classes, Features), ParameterRole.Embedding, new Fan(Classes, Features))];

    /// <inheritdoc/>
    /// <exception cref="GraphException">The input is not flat.</exception>
    public override Value Forward(LayerContext context, Value x) => x.Shape.Rank == 2
        ? new[] { x, context.Labels(Classes).Gemm(context.Parameter("weight")) }.Concat(1)
        : throw new GraphException(
            $"Embedding '{context.Path}': joins flat items [N, F], x is {x.Shape}. Put it before the Unflatten, or after a Flatten.");
}
