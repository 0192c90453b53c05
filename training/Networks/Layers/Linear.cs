using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>y [N, out] = x [N, in] · weightᵀ + bias, with weight [out, in] and bias [out] (PyTorch's <c>Linear</c>).</summary>
/// <param name="In">Features of the input.</param>
/// <param name="Out">Features of the output.</param>
public sealed record Linear([Within(1, 1 << 24)] int In, [Within(1, 1 << 24)] int Out) : Layer
{
    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> DeclareParameters() =>
    [
        new("weight", Shape.Of(Out, In), ParameterRole.Weight, new Fan(In, Out)),
        new("bias", Shape.Of(Out), ParameterRole.Bias, new Fan(In, Out)),
    ];

    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) =>
        x.Shape.Rank == 2 && x.Shape[1] == In
            ? x.Gemm(context.Parameter("weight"), context.Parameter("bias"), transB: true)
            : throw new GraphException(
                $"Linear '{context.Path}': expects {In} features ([N,{In}]), x is {x.Shape}. " +
                $"Set 'in' to {(x.Shape.Rank == 2 ? x.Shape[1].ToString() : "the number of features of a flat input")}.");
}
