using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>
/// Convolution y = C(x, w), its adjoint x = T(y, w) and its weight gradient w = G(x, y), for maps with channels last.
/// ⟨C(x, w), y⟩ = ⟨x, T(y, w)⟩ = ⟨w, G(x, y)⟩ is linear in each of the three, so each one's gradients are the other two, to any order.
/// <para>
/// Each is one Gemm, or one a phase, and one Gather. Whether patches are gathered for the Gemm or the Gemm's products afterwards depends
/// on the channels: copies cost nearly as much as arithmetic, so the side that has fewer is copied.
/// </para>
/// <para>
/// Where the patches of a whole batch would be too large, each is computed for a part of the items after the other, and patches are
/// gathered anew for the weight gradient instead of being kept.
/// </para>
/// <para>x [N, H, W, I], y [N, H′, W′, O], w [O, k, l, I], with sizes by the taps.</para>
/// </summary>
/// <param name="rows">What the kernel's k rows see.</param>
/// <param name="columns">What its l columns see.</param>
/// <param name="limits">What pays.</param>
internal sealed class GemmConvolution(Taps rows, Taps columns, GemmLimits limits)
{
    // Measured with digits, digits-quick, the reference DCGAN and resize-conv: 2 and 4 differ little, 1 and any number are slower.
    private const int MostOutputsGathered = 2;

    // Products are summed after the Gather, patches in the Gemm: less is gained than with phases.
    private const int LeastInputsForProducts = 4;

    private readonly IndexTable _table = PatchTable.PatchesFromPixels(rows, columns);
    private readonly PhaseConvolution? _phases = PhaseConvolution.Of(rows, columns);
    private readonly TapPlanes? _inputPlanes = TapPlanes.Of(rows, columns);
    private readonly Dictionary<Value, Value> _patches = [];
    private readonly Dictionary<Value, Value[]> _parts = [];

    /// <summary>C(x, w), plus the bias [O] if there is one.</summary>
    public Value Forward(Value x, Value w, Value? bias = null)
    {
        var (outputs, inputs) = (w.Shape[0].Size, w.Shape[3].Size);
        if (TakesProducts(inputs, outputs))
        {
            var sums = ByParts(x, inputs, part => ResultPlanes(part, outputs) is { } planes
                    ? planes.Sums(w.Reshape(Shape.Of(_table.Width, inputs)).Gemm(Rows(part), transB: true))
                    : SummedProducts(part, w))
                .WithGradient([x, w], g => [Transposed(g, w), WeightGradient(x, g)]);
            return bias is null ? sums : sums + bias;
        }

        var y = ByParts(x, inputs, part => PatchesOf(part)
            .Gemm(Matrix(w), bias, transA: InputPlanes(part, inputs) is not null, transB: true)
            .Reshape(Shape.Of(part.Shape[0].Size, rows.Sources.Count, columns.Sources.Count, outputs)));
        return bias is null
            ? y.WithGradient([x, w], g => [Transposed(g, w), WeightGradient(x, g)])
            : y.WithGradient([x, w, bias], g => [Transposed(g, w), WeightGradient(x, g), BiasGradient(g)]);
    }

    /// <summary>T(y, w), plus the bias [I] if there is one.</summary>
    public Value Transposed(Value y, Value w, Value? bias = null)
    {
        var (outputs, inputs) = (w.Shape[0].Size, w.Shape[3].Size);
        var (ofResult, ofInput) = (ResultPlanes(y, outputs), InputPlanes(y, inputs));
        if ((ofResult ?? ofInput) is null && _phases is { } phases && outputs <= MostOutputsGathered * inputs)
        {
            var x = ByParts(y, inputs, part => phases.Transposed(part, w, bias));
            return bias is null
                ? x.WithGradient([y, w], g => [Forward(g, w), WeightGradient(g, y)])
                : x.WithGradient([y, w, bias], g => [Forward(g, w), WeightGradient(g, y), BiasGradient(g)]);
        }

        var painted = ByParts(y, inputs, part => ofResult is not null ? Phased(part, w, ofResult)
                : ofInput is not null ? Painted(part, w, ofInput)
                : Painted(part, w))
            .WithGradient([y, w], g => [Forward(g, w), WeightGradient(g, y)]);
        return bias is null ? painted : painted + bias;
    }

    private static Value Matrix(Value w) => w.Reshape(Shape.Of(w.Shape[0].Size, w.Shape.ElementCount / w.Shape[0].Size));

    // Over the leading axes at once ONNX Runtime's ReduceSum takes seven times as long.
    private static Value BiasGradient(Value g) => g.ReduceSum([1, 2]).ReduceSum([0]);

    private static Value Rows(Value map) => map.Reshape(Shape.Of(map.Shape.ElementCount / map.Shape[3].Size, map.Shape[3].Size));

    private bool TakesProducts(long inputs, long outputs) => _phases is { IsWhole: true } && LeastInputsForProducts * outputs <= inputs;

    /// <summary>Planes for maps x of one channel; null where they would be too small to pay, or are not to be had.</summary>
    /// <param name="map">x or y, for the number of items.</param>
    /// <param name="inputs">I.</param>
    private TapPlanes? InputPlanes(Value map, long inputs) =>
        inputs == 1 && map.Shape[0].Size * rows.Sources.Count * columns.Sources.Count >= limits.LeastPlane ? _inputPlanes : null;

    /// <summary>The same for results y of one channel.</summary>
    private TapPlanes? ResultPlanes(Value map, long outputs) =>
        outputs == 1 && map.Shape[0].Size * rows.Size * columns.Size >= limits.LeastPlane ? _phases?.Planes : null;

    /// <summary>The patches of a map, which C(x, w) and G(x, y) share; transposed where they are planes.</summary>
    private Value PatchesOf(Value x)
    {
        if (!_patches.TryGetValue(x, out var patches))
        {
            _patches[x] = patches = InputPlanes(x, x.Shape[3].Size)?.Of(x) ?? Patches.Of(x, _table);
        }

        return patches;
    }

    /// <summary>T(y, w) for y of one channel and one phase.</summary>
    private Value Phased(Value y, Value w, TapPlanes planes) =>
        planes.Of(y).Gemm(w.Reshape(Shape.Of(_table.Width, w.Shape[3].Size)), transA: true)
            .Reshape(Shape.Of(y.Shape[0].Size, rows.Size, columns.Size, w.Shape[3].Size));

    /// <summary>T(y, w) for x of one channel.</summary>
    private static Value Painted(Value y, Value w, TapPlanes planes) =>
        planes.Sums(Matrix(w).Gemm(Rows(y), transA: true, transB: true));

    /// <summary>G(x, y).</summary>
    private Value WeightGradient(Value x, Value y)
    {
        var (outputs, inputs) = (y.Shape[3].Size, x.Shape[3].Size);
        var (maps, results) = (Parts(x, inputs), Parts(y, inputs));
        var w = TakesProducts(inputs, outputs)
            ? SumOver((map, result) => ResultPlanes(result, outputs) is { } planes
                    ? planes.Of(result).Gemm(Rows(map))
                    : _phases!.Patches(result).Gemm(Rows(map), transA: true))
                .Reshape(Shape.Of(rows.Count, columns.Count, outputs, inputs)).Transpose(2, 0, 1, 3)
            : SumOver((map, result) => InputPlanes(map, inputs) is not null
                    ? Rows(result).Gemm(PatchesOf(map), transA: true, transB: true)
                    : Rows(result).Gemm(maps.Length == 1 ? PatchesOf(map) : Patches.Anew(map, _table), transA: true))
                .Reshape(Shape.Of(outputs, rows.Count, columns.Count, inputs));
        return w.WithGradient([x, y], g => [Transposed(y, g), Forward(x, g)]);

        Value SumOver(Func<Value, Value, Value> product) => maps.Zip(results, product).ToArray().Sum();
    }

    /// <summary>Parts of the items of x or y, the same whichever it is.</summary>
    /// <param name="map">x or y.</param>
    /// <param name="inputs">I.</param>
    private Value[] Parts(Value map, long inputs)
    {
        if (!_parts.TryGetValue(map, out var parts))
        {
            var (items, item) = (map.Shape[0].Size, _table.Indices.Length * inputs * sizeof(float));
            var count = Math.Min((((items * item) - 1) / limits.MostPatchBytes) + 1, items);
            _parts[map] = parts = count == 1
                ? [map]
                : [.. Enumerable.Range(0, (int)count).Select(part => map.Slice(0, items * part / count, items * (part + 1) / count))];
        }

        return parts;
    }

    private Value ByParts(Value map, long inputs, Func<Value, Value> convolved)
    {
        Value[] made = [.. Parts(map, inputs).Select(convolved)];
        return made.Length == 1 ? made[0] : made.Concat(0);
    }

    /// <summary>C(x, w): every pixel times every tap, then for each position the sum of what its taps saw.</summary>
    private Value SummedProducts(Value x, Value w)
    {
        var (count, outputs, inputs, taps) = (x.Shape[0].Size, w.Shape[0].Size, w.Shape[3].Size, _table.Width);
        var pixels = x.Reshape(Shape.Of(count, _table.Sources, inputs));
        pixels = _table.NeedsZero ? Patches.WithZero(pixels) : pixels;
        var kernel = w.Reshape(Shape.Of(outputs, taps, inputs)).Transpose(2, 1, 0).Reshape(Shape.Of(inputs, taps * outputs));
        var products = pixels.Reshape(Shape.Of(count * pixels.Shape[1].Size, inputs)).Gemm(kernel)
            .Reshape(Shape.Of(count, pixels.Shape[1].Size * taps, outputs));
        var taken = products.Gather(1, [.. _table.Indices.Select((pixel, place) => (pixel * taps) + (place % taps))]);
        return Patches.Sums(taken, taps).Reshape(Shape.Of(count, rows.Sources.Count, columns.Sources.Count, outputs));
    }

    /// <summary>T(y, w): every position's products with the whole kernel, then for each pixel the sum of what was painted on it.</summary>
    private Value Painted(Value y, Value w)
    {
        var inverse = _table.Inverse();
        var (count, outputs, inputs) = (y.Shape[0].Size, w.Shape[0].Size, w.Shape[3].Size);
        var vectors = y.Reshape(Shape.Of(count, (long)rows.Sources.Count * columns.Sources.Count, outputs));

        // A row of zeros here is a patch of zeros after the Gemm, where appending one would copy the largest tensor of all.
        vectors = inverse.NeedsZero ? Patches.WithZero(vectors) : vectors;
        var positions = vectors.Shape[1].Size;
        var patches = vectors.Reshape(Shape.Of(count * positions, outputs)).Gemm(Matrix(w))
            .Reshape(Shape.Of(count, positions * _table.Width, inputs));
        var taken = inverse.IsIdentity ? patches : patches.Gather(1, inverse.Indices);
        return Patches.Sums(taken, inverse.Width).Reshape(Shape.Of(count, rows.Size, columns.Size, inputs));
    }
}
