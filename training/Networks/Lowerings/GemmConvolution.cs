using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>
/// Convolution y = C(x, w), its adjoint x = T(y, w) and its weight gradient w = G(x, y), for maps with channels last.
/// ⟨C(x, w), y⟩ = ⟨x, T(y, w)⟩ = ⟨w, G(x, y)⟩ is linear in each of the three, so each one's gradients are the other two, to any order.
/// <para>
/// C is im2col by one Gather, then one Gemm. T is one Gemm, then col2im by Gather and ReduceSum. G is one Gemm over the patches of C.
/// </para>
/// <para>x [N, H, W, I], y [N, H′, W′, O], w [O, k, l, I], with sizes by the taps.</para>
/// </summary>
/// <param name="rows">What the kernel's k rows see.</param>
/// <param name="columns">What its l columns see.</param>
internal sealed class GemmConvolution(Taps rows, Taps columns)
{
    private readonly IndexTable _table = PatchTable.PatchesFromPixels(rows, columns);

    private long Positions => (long)rows.Sources.Count * columns.Sources.Count;

    /// <summary>C(x, w), plus the bias [O] if there is one.</summary>
    public Value Forward(Value x, Value w, Value? bias = null)
    {
        var patches = Patches(x);
        var y = patches.Gemm(Matrix(w), bias, transB: true)
            .Reshape(Shape.Of(x.Shape[0].Size, rows.Sources.Count, columns.Sources.Count, w.Shape[0].Size));
        return bias is null
            ? y.WithGradient([x, w], g => [Transposed(g, w), WeightGradient(x, g, patches)])

            // Over the leading axes at once ONNX Runtime's ReduceSum takes seven times as long.
            : y.WithGradient([x, w, bias], g => [Transposed(g, w), WeightGradient(x, g, patches), g.ReduceSum([1, 2]).ReduceSum([0])]);
    }

    /// <summary>T(y, w).</summary>
    public Value Transposed(Value y, Value w)
    {
        var inverse = _table.Inverse();
        var (count, outputs, inputs, positions) = (y.Shape[0].Size, w.Shape[0].Size, w.Shape[3].Size, Positions);
        var vectors = y.Reshape(Shape.Of(count, positions, outputs));
        if (inverse.NeedsZero)
        {
            // A row of zeros here is a patch of zeros after the Gemm, where appending one would copy the largest tensor of all.
            vectors = WithZero(vectors);
            positions++;
        }

        var patches = vectors.Reshape(Shape.Of(count * positions, outputs)).Gemm(Matrix(w))
            .Reshape(Shape.Of(count, positions * _table.Width, inputs));
        var taken = inverse.IsIdentity ? patches : patches.Gather(1, inverse.Indices);
        var pixels = count * rows.Size * columns.Size;

        // ONNX Runtime takes forty times as long over the middle of [pixels, width, 1] as over the end of [pixels, width].
        var x = (inverse.Width, inputs) switch
        {
            (1, _) => taken,
            (_, 1) => taken.Reshape(Shape.Of(pixels, inverse.Width)).ReduceSum([1]),
            _ => taken.Reshape(Shape.Of(pixels, inverse.Width, inputs)).ReduceSum([1]),
        };
        return x.Reshape(Shape.Of(count, rows.Size, columns.Size, inputs))
            .WithGradient([y, w], g => [Forward(g, w), WeightGradient(g, y, Patches(g))]);
    }

    private static Value Matrix(Value w) => w.Reshape(Shape.Of(w.Shape[0].Size, w.Shape.ElementCount / w.Shape[0].Size));

    private static Value WithZero(Value x) => new[] { x, x.Scalar(0).Expand(x.Shape.With(1, 1)) }.Concat(1);

    /// <summary>G(x, y), with the patches of x.</summary>
    private Value WeightGradient(Value x, Value y, Value patches) =>
        y.Reshape(Shape.Of(y.Shape.ElementCount / y.Shape[3].Size, y.Shape[3].Size))
            .Gemm(patches, transA: true)
            .Reshape(Shape.Of(y.Shape[3].Size, rows.Count, columns.Count, x.Shape[3].Size))
            .WithGradient([x, y], g => [Transposed(y, g), Forward(x, g)]);

    /// <summary>[N·H′·W′, k·l·I]: what the kernel sees at each of its positions.</summary>
    private Value Patches(Value x)
    {
        var (count, inputs) = (x.Shape[0].Size, x.Shape[3].Size);
        var pixels = x.Reshape(Shape.Of(count, rows.Size * columns.Size, inputs));
        var taken = _table.IsIdentity ? pixels : (_table.NeedsZero ? WithZero(pixels) : pixels).Gather(1, _table.Indices);
        return taken.Reshape(Shape.Of(count * Positions, _table.Width * inputs));
    }
}
