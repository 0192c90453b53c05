using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// A layer whose weight is divided by its largest singular value σ (Miyato et al. 2018, algorithm 1; PyTorch's <c>spectral_norm</c>),
/// W being the weight as a matrix with a row for each feature of the output. Each step of the layer's own network does one power iteration,
/// v = Wᵀu / |Wᵀu|, u = Wv / |Wv|, and keeps u. σ = uᵀWv, with u and v as constants for the gradient.
/// <para>
/// Deviations from PyTorch: a step of the other network, and everything outside training, takes u as it is and v from it, where PyTorch
/// iterates in every training pass; one pass over real items and fakes is one iteration; u starts without iterations of its own.
/// </para>
/// </summary>
/// <param name="Layer">A Linear, Conv2d or ConvTranspose2d.</param>
public sealed record SpectralNorm(Layer Layer) : Layer
{
    private const string Weight = "weight";
    private const string Left = "u";

    // PyTorch divides by max(|x|, 1e-12); the square under the root says the same, but for vectors that short.
    private const double ShortestSquare = 1e-24;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> DeclareParameters() => Layer.DeclareParameters();

    /// <inheritdoc/>
    public override IReadOnlyList<BufferSpec> DeclareBuffers()
    {
        var weight = Layer.DeclareParameters().First(spec => spec.Name == Weight);
        return [new BufferSpec(Left, new Shape(weight.Shape[Layer.WeightOutputAxis]))];
    }

    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x)
    {
        var (weight, u) = (context.Parameter(Weight), context.Parameter(Left));
        var matrix = Matrix(weight);
        var (constant, column) = (matrix.Detach(), u.Reshape(Shape.Of(u.Shape[0].Size, 1)));
        var v = Unit(constant.Gemm(column, transA: true));
        if (context.IsTrained)
        {
            column = Unit(constant.Gemm(v));
            context.Carry(Left, column.Reshape(u.Shape));
        }

        var sigma = (matrix.Gemm(v) * column).ReduceSum();
        return Layer.Forward(context.With(Weight, weight / sigma), x);
    }

    /// <inheritdoc/>
    public override void Validate(string field)
    {
        if (Layer is not (Linear or Conv2d or ConvTranspose2d))
        {
            throw new PresetException($"{field}.layer must be a Linear, Conv2d or ConvTranspose2d, found {Layer.GetType().Name}.");
        }

        Layer.Validate($"{field}.layer");
    }

    /// <summary>The weight with its features of the output as rows.</summary>
    private Value Matrix(Value weight)
    {
        var (rank, axis) = (weight.Shape.Rank, Layer.WeightOutputAxis);
        var first = axis == 0 ? weight : weight.Transpose([axis, .. Enumerable.Range(0, rank).Where(other => other != axis)]);
        var rows = first.Shape[0].Size;
        return rank == 2 ? first : first.Reshape(Shape.Of(rows, first.Shape.ElementCount / rows));
    }

    private static Value Unit(Value x) => x / ((x * x).ReduceSum() + ShortestSquare).Sqrt();
}
