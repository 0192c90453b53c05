using Gan.Onnx.Graphs.Protobuf;

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
