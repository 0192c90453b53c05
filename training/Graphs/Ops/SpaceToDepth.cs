using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>SpaceToDepth</c> as Reshape and Transpose: channels out of squares of pixels.</summary>
public static class SpaceToDepthBuilder
{
    /// <summary>[N, C · b², H / b, W / b] from [N, C, H, W].</summary>
    public static Value SpaceToDepth(this Value x, int block)
    {
        var (n, c, h, w) = (x.Shape[0], x.Shape[1], x.Shape[2].Size / block, x.Shape[3].Size / block);
        var parts = x.Reshape(new Shape(n, c, h, block, w, block)).Transpose(0, 3, 5, 1, 2, 4);
        return parts.Reshape(new Shape(n, c.Size * block * block, h, w));
    }
}

/// <summary>Reads <c>SpaceToDepth</c> nodes.</summary>
public sealed class SpaceToDepthReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).SpaceToDepth((int)node.Int("blocksize", 1))];
}
