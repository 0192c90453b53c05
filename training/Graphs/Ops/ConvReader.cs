using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// Reads <c>Conv</c> nodes over one or two axes. Padding that differs between sides becomes a Pad, strides that differ between axes a
/// Gather of rows and columns, groups a Conv each.
/// </summary>
public sealed class ConvReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, w, b) = (node.Value(0), node.Value(1), node.Has(2) ? node.Value(2) : null);
        var group = (int)node.Int("group", 1);
        var window = SpatialWindow.Of(node, x.Shape, ConvolutionGroups.Kernel(node, w));
        if (x.Shape.Rank == 3)
        {
            var line = Convolved(x.Unsqueeze([2]), w.Unsqueeze([2]), b, window.Flat(), group);
            return [line.Squeeze([2])];
        }

        return x.Shape.Rank == 4
            ? [Convolved(x, w, b, window, group)]
            : throw new GraphException($"x is {x.Shape}; one or two axes behind the channels are read");
    }

    private static Value Convolved(Value x, Value w, Value? b, SpatialWindow window, int group)
    {
        var dilation = ConvolutionGroups.Dilation(window);
        var pad = SpatialWindow.Shared([.. window.Begins, .. window.Ends]);
        if (pad is null)
        {
            x = x.Pad([0, 0, .. window.Begins], [0, 0, .. window.Ends]);
        }

        var stride = SpatialWindow.Shared(window.Strides);
        var y = ConvolutionGroups.Apply(x, w, b, group, (part, kernel, bias) => part.Conv(kernel, bias, stride ?? 1, pad ?? 0, dilation));
        for (var axis = 0; axis < 2 && stride is null; axis++)
        {
            var (step, size) = (window.Strides[axis], y.Shape[axis + 2].Size);
            y = step == 1 ? y : y.Gather(axis + 2, [.. Enumerable.Range(0, (int)((size + step - 1) / step)).Select(i => i * step)]);
        }

        return y;
    }
}
