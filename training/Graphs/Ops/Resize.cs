using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Resize</c> (opset 13): x [N, C, H, W] with its rows and columns mapped to another size by linear weights, y = A x Bᵀ a map.
/// Attributes: mode, coordinate_transformation_mode, nearest_mode; scales is an initializer, roi an empty one.
/// VJP: ∂x = Aᵀ gradOutput B by two MatMuls; none for roi and scales. Twice differentiable.
/// </summary>
public sealed class Resize(long height, long width, ResizeMode mode) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes =>
    [
        Attribute("mode", mode == ResizeMode.Nearest ? "nearest" : "linear"),
        Attribute("coordinate_transformation_mode", mode == ResizeMode.Bilinear ? "half_pixel" : "asymmetric"),
        .. mode == ResizeMode.Nearest ? [Attribute("nearest_mode", "floor")] : Array.Empty<AttributeProto>(),
    ];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 3);
        Require.FloatingPoint(this, [inputs[0]]);
        var x = inputs[0].Shape;
        return x.Rank == 4 && height > 0 && width > 0
            ? new TensorType(inputs[0].Type.Element, new Shape(x[0], x[1], height, width))
            : throw GraphException.Shape(
                this, $"{x} cannot be resized to {height}×{width}", "Give x the shape [N,C,H,W] and a size of at least 1×1");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (x, graph, element) = (node.Inputs[0], gradOutput.Graph, gradOutput.Type.Element);
        var rows = Interpolation.Matrix(x.Shape[2].Size, height, mode);
        var columns = Interpolation.Matrix(x.Shape[3].Size, width, mode);
        return
        [
            graph.Matrix(Interpolation.Transposed(rows), element).MatMul(gradOutput).MatMul(graph.Matrix(columns, element)),
            null,
            null,
        ];
    }
}

/// <summary>Builds <c>Resize</c> nodes.</summary>
public static class ResizeBuilder
{
    /// <summary>Maps [N, C, H, W] of another size.</summary>
    public static Value Resize(this Value x, long height, long width, ResizeMode mode)
    {
        var shape = x.Shape;
        var scales = shape.Rank == 4 ? new[] { 1, 1, Scale(shape[2].Size, height), Scale(shape[3].Size, width) } : [];
        return x.Graph.Add(new Resize(height, width, mode), x, x.Graph.Floats(), x.Graph.Floats(scales));
    }

    /// <summary>ONNX takes ⌊size · scale⌋ in single precision: the smallest scale from the quotient upwards that yields the size.</summary>
    private static float Scale(long from, long to)
    {
        var scale = (float)to / from;
        while (MathF.Floor(from * scale) < to)
        {
            scale = MathF.BitIncrement(scale);
        }

        return scale;
    }
}

/// <summary>Reads <c>Resize</c> nodes over maps, in the modes that <see cref="ResizeMode"/> has.</summary>
public sealed class ResizeReader : OperatorReader
{
    private const int WithoutRegion = 11;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var x = node.Value(0);
        if (x.Shape.Rank != 4)
        {
            throw new GraphException($"x is {x.Shape}; only maps [N,C,H,W] are read");
        }

        // Before opset 11 the scales are input 1, and places are asymmetric.
        var old = node.Opset < WithoutRegion;
        var scalesAt = old ? 1 : 2;
        var scales = node.Has(scalesAt) ? node.Known(scalesAt).Numbers : [];
        var sizes = !old && node.Has(3) ? node.Integers(3) : null;
        var (height, width) = sizes is not null ? (sizes[^2], sizes[^1]) : scales.Count == 4
            ? ((long)Math.Floor(x.Shape[2].Size * scales[2]), (long)Math.Floor(x.Shape[3].Size * scales[3]))
            : throw new GraphException("neither scales nor sizes of four axes are given");
        var keeps = sizes is null
            ? scales[0] == 1 && scales[1] == 1
            : sizes.Length == 4 && x.Shape[1] == sizes[1];
        var plain = node.Ints("axes") is null
            && node.Int("antialias", 0) == 0
            && node.Text("keep_aspect_ratio_policy", "stretch") == "stretch";
        if (!keeps || !plain)
        {
            throw new GraphException("only rows and columns are resized, without antialias");
        }

        return [x.Resize(height, width, Mode(node, old, sizes is null ? (scales[2], scales[3]) : null, x.Shape, (height, width)))];
    }

    private static ResizeMode Mode(ReadNode node, bool old, (double Rows, double Columns)? scales, Shape x, (long Height, long Width) to)
    {
        var whole = to.Height % x[2].Size == 0 && to.Width % x[3].Size == 0;
        var (mode, nearest) = (node.Text("mode", "nearest"), node.Text("nearest_mode", old ? "floor" : "round_prefer_floor"));
        var places = node.Text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
        _ = (node.Float("cubic_coeff_a", 0), node.Float("extrapolation_value", 0), node.Int("exclude_outside", 0));

        // Where the scale is not the quotient of the sizes, places follow from the scale alone.
        var exact = scales is not { } given || (given.Rows * x[2].Size == to.Height && given.Columns * x[3].Size == to.Width);
        return (mode, places, nearest) switch
        {
            ("nearest", "asymmetric", "floor") when exact => ResizeMode.Nearest,

            // Enlarged by a whole number, these name the same pixels.
            ("nearest", "half_pixel" or "pytorch_half_pixel", "round_prefer_floor" or "round_prefer_ceil")
                when whole && exact => ResizeMode.Nearest,
            ("linear", "half_pixel", _) when exact => ResizeMode.Bilinear,
            ("linear", "pytorch_half_pixel", _) when exact && to.Height > 1 && to.Width > 1 => ResizeMode.Bilinear,
            ("linear", "asymmetric", _) when exact => ResizeMode.BilinearTensorFlow1,
            _ => throw new GraphException($"mode {mode}, {places}, {nearest} is not read for {x} to {to.Height}×{to.Width}"),
        };
    }
}
