using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// Reads <c>Resize</c> nodes over maps: the modes that <see cref="ResizeMode"/> has as the operator, all others as a MatMul with a matrix
/// of weights for the rows and one for the columns.
/// </summary>
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
        var (rows, columns) = Axes(node, x.Shape, old, Rules(node, old));
        return [Mode(rows) is { } mode && Mode(columns) == mode ? x.Resize(rows.To, columns.To, mode) : Mapped(x, rows, columns)];
    }

    private static Value Mapped(Value x, ResizedAxis rows, ResizedAxis columns)
    {
        var (graph, element) = (x.Graph, x.Type.Element);
        return graph.Matrix(rows.Matrix(), element).MatMul(x).MatMul(graph.Matrix(Interpolation.Transposed(columns.Matrix()), element));
    }

    private static ResizeRules Rules(ReadNode node, bool old)
    {
        _ = node.Float("extrapolation_value", 0);
        return new ResizeRules(
            node.Text("mode", "nearest"),
            node.Text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel"),
            node.Text("nearest_mode", old ? "floor" : "round_prefer_floor"),
            node.Float("cubic_coeff_a", -0.75),
            node.Flag("exclude_outside"));
    }

    private static (ResizedAxis Rows, ResizedAxis Columns) Axes(ReadNode node, Shape x, bool old, ResizeRules rules)
    {
        var scalesAt = old ? 1 : 2;
        var scales = node.Has(scalesAt) ? node.Known(scalesAt).Numbers : [];
        var sizes = !old && node.Has(3) ? node.Known(3).Dimensions : null;
        var plain = node.Ints("axes") is null && node.Int("antialias", 0) == 0
            && node.Text("keep_aspect_ratio_policy", "stretch") == "stretch";
        var keeps = sizes is null ? scales is [1, 1, _, _] : sizes.Count == 4 && sizes[1] == x[1];
        if (!keeps || !plain)
        {
            throw new GraphException("only rows and columns are resized, without antialias, by scales or sizes of four axes");
        }

        return (Axis(2), Axis(3));

        ResizedAxis Axis(int axis)
        {
            var from = x[axis].Size;
            var to = sizes is null ? (long)Math.Floor(from * scales[axis]) : sizes[axis].Size;
            if (rules.Places == "align_corners" && sizes is null && from * scales[axis] != to)
            {
                throw new GraphException(
                    $"align_corners by the scale {scales[axis]}, of which ONNX and ONNX Runtime make different places");
            }

            return to > 0
                ? new ResizedAxis(from, to, sizes is null ? scales[axis] : (double)to / from, rules)
                : throw new GraphException($"nothing is left of axis {axis} of {x}");
        }
    }

    /// <summary>The operator's mode; null where only a matrix says what the node means.</summary>
    private static ResizeMode? Mode(ResizedAxis axis)
    {
        // Where the scale is not the quotient of the sizes, places follow from the scale alone.
        var (exact, whole) = (axis.Scale * axis.From == axis.To, axis.To % axis.From == 0);
        return (axis.Rules.Mode, axis.Rules.Places, axis.Rules.Nearest) switch
        {
            _ when !exact => null,
            ("nearest", "asymmetric", "floor") => ResizeMode.Nearest,

            // Enlarged by a whole number, these name the same pixels.
            ("nearest", "half_pixel" or "pytorch_half_pixel", "round_prefer_floor" or "round_prefer_ceil") when whole => ResizeMode.Nearest,
            ("linear", "half_pixel", _) => ResizeMode.Bilinear,
            ("linear", "pytorch_half_pixel", _) when axis.To > 1 => ResizeMode.Bilinear,
            ("linear", "asymmetric", _) => ResizeMode.BilinearTensorFlow1,
            _ => null,
        };
    }
}
