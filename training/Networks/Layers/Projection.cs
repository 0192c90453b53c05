using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// One logit an item, of which a part judges whether the item fits its label: y [N, 1] = x·wᵀ + b + ⟨x, v of the label⟩, x [N, in]
/// (projection discriminator, Miyato &amp; Koyama 2018, section 3, equation 3). weight w [1, in], bias b [1], embedding v [classes, in];
/// v starts like w.
/// </summary>
/// <param name="In">Features of the input.</param>
/// <param name="Classes">Labels are 0 … classes−1.</param>
public sealed record Projection([Within(1, 1 << 24)] int In, [Within(2, 1 << 16)] int Classes) : Layer
{
    /// <inheritdoc/>
    public override int? LabelClasses => Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> DeclareParameters() =>
    [
        new("weight", Shape.Of(1, In), ParameterRole.Weight, new Fan(In, 1)),
        new("bias", Shape.Of(1), ParameterRole.Bias, new Fan(In, 1)),
        new("embedding", Shape.Of(Classes, In), ParameterRole.Weight, new Fan(In, 1)),
    ];

    /// <inheritdoc/>
    /// <exception cref="GraphException">The input is not flat, or has another number of features.</exception>
    public override Value Forward(LayerContext context, Value x)
    {
        if (x.Shape.Rank != 2 || x.Shape[1] != In)
        {
            throw new GraphException(
                $"Projection '{context.Path}': expects {In} features ([N,{In}]), x is {x.Shape}. "
                + $"Set 'in' to {(x.Shape.Rank == 2 ? x.Shape[1].ToString() : "the number of features of a flat input")}.");
        }

        // All classes' products and a choice among them: the table's gradient is then one Gemm over the batch.
        var fits = x.Gemm(context.Parameter("embedding"), transB: true) * context.Labels(Classes);
        return x.Gemm(context.Parameter("weight"), context.Parameter("bias"), transB: true) + fits.ReduceSum([1], keepDims: true);
    }
}
