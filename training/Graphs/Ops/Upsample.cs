using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>Upsample</c> nodes (until opset 9) as the Resize that they became.</summary>
public sealed class UpsampleReader : OperatorReader
{
    private const int ScalesAreInputs = 9;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, mode) = (node.Value(0), node.Text("mode", "nearest"));
        double[] scales =
        [
            .. node.Opset < ScalesAreInputs ? (node.Floats("scales") ?? []).Select(scale => (double)scale) : node.Known(1).Numbers,
        ];
        if (x.Shape.Rank != 4 || scales is not [1, 1, _, _] || mode is not ("nearest" or "linear" or "bilinear"))
        {
            throw new GraphException($"mode {mode} with scales {string.Join(", ", scales)} of {x.Shape}: only maps are enlarged");
        }

        var (height, width) = (x.Shape[2].Size * scales[2], x.Shape[3].Size * scales[3]);
        return height == Math.Floor(height) && width == Math.Floor(width)
            ? [x.Resize((long)height, (long)width, mode == "nearest" ? ResizeMode.Nearest : ResizeMode.BilinearTensorFlow1)]
            : throw new GraphException($"scales {scales[2]} and {scales[3]} lead to no whole number of pixels");
    }
}
