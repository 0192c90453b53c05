
namespace Gan.Onnx.Graphs.Ops;

/// <summary>What Conv and ConvTranspose have in common.</summary>
internal static class ConvolutionShape
{
    /// <summary>Inputs, element type, ranks, channels and attributes.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">x, w and perhaps b.</param>
    /// <param name="weightAxis">The axis of w that belongs to the channels of x.</param>
    /// <param name="attributes">Stride, pad and dilation.</param>
    public static void Check(Operator op, IReadOnlyList<Value> inputs, int weightAxis, (int Stride, int Pad, int Dilation) attributes)
    {
        if (inputs.Count is not (2 or 3))
        {
            throw GraphException.InputCount(op, "2 or 3", inputs.Count);
        }

        Require.FloatingPoint(op, inputs);
        if (inputs[0].Type.Element != ElementType.Float)
        {
            throw GraphException.ElementType(op, inputs[0], nameof(ElementType.Float));
        }

        var (x, w) = (inputs[0].Shape, inputs[1].Shape);
        if (x.Rank != 4 || w.Rank != 4)
        {
            throw GraphException.Shape(op, $"x is {x} and w is {w}, expected four axes each", "Give x the shape [N,C,H,W]");
        }

        if (x[1] != w[weightAxis])
        {
            throw GraphException.Shape(op, $"w expects {w[weightAxis]} channels, x has {x[1]} (x {x}, w {w})", "Make the two equal");
        }

        if (attributes is { Stride: < 1 } or { Pad: < 0 } or { Dilation: < 1 })
        {
            throw GraphException.Shape(
                op, $"stride {attributes.Stride}, pad {attributes.Pad} and dilation {attributes.Dilation}", "Use at least 1, 0 and 1");
        }
    }

    /// <summary>A bias is a number a channel of the output.</summary>
    public static void CheckBias(Operator op, IReadOnlyList<Value> inputs, Dimension channels)
    {
        if (inputs.Count == 3 && !inputs[2].Shape.Equals(new Shape(channels)))
        {
            throw GraphException.Shape(
                op, $"b is {inputs[2].Shape}, expected one number a channel of the output", $"Give b the shape [{channels}]");
        }
    }

    /// <summary>The side of what a transposed convolution paints, without output padding.</summary>
    public static long Painted(long size, long kernel, int stride, int pad, int dilation) =>
        ((size - 1) * stride) + (dilation * (kernel - 1)) + 1 - (2 * pad);

    /// <summary>
    /// ∂/∂w [A, B, k, l] of ⟨y, Conv(x, w)⟩ for x [N, B, H, W] and y [N, A, h, w]: a convolution with y as the kernel and N as the
    /// channels.
    /// </summary>
    public static Value WeightGradient(Value x, Value y, Shape weight, int stride, int pad, int dilation)
    {
        var gradient = x.Transpose(1, 0, 2, 3).Conv(y.Transpose(1, 0, 2, 3), null, stride: dilation, pad: pad, dilation: stride);
        for (var axis = 2; axis < 4; axis++)
        {
            // Rows and columns that the forward stride never reached come out as taps beyond the kernel.
            if (gradient.Shape[axis] != weight[axis])
            {
                gradient = gradient.Slice(axis, 0, weight[axis].Size);
            }
        }

        return gradient.Transpose(1, 0, 2, 3);
    }
}
