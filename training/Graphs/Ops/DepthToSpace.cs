using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>DepthToSpace</c> as Reshape and Transpose: squares of pixels out of channels (PyTorch's PixelShuffle in mode CRD).
/// </summary>
public static class DepthToSpaceBuilder
{
    /// <summary>[N, C / b², H · b, W · b] from [N, C, H, W]; in mode DCR the square comes before the channels that stay.</summary>
    public static Value DepthToSpace(this Value x, int block, bool squareFirst = true)
    {
        var (n, c, h, w) = (x.Shape[0], x.Shape[1].Size / (block * block), x.Shape[2].Size, x.Shape[3].Size);
        var parts = squareFirst
            ? x.Reshape(new Shape(n, block, block, c, h, w)).Transpose(0, 3, 4, 1, 5, 2)
            : x.Reshape(new Shape(n, c, block, block, h, w)).Transpose(0, 1, 4, 2, 5, 3);
        return parts.Reshape(new Shape(n, c, h * block, w * block));
    }
}

/// <summary>Reads <c>DepthToSpace</c> nodes.</summary>
public sealed class DepthToSpaceReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) =>
        [node.Value(0).DepthToSpace((int)node.Int("blocksize", 1), node.Text("mode", "DCR") == "DCR")];
}
