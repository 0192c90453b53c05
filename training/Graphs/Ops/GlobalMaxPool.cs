namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>GlobalMaxPool</c> as a ReduceMax over all axes behind the channels, which stay with size 1.</summary>
public static class GlobalMaxPoolBuilder
{
    /// <summary>[N, C, 1 …]: the largest number of each map.</summary>
    public static Value GlobalMaxPool(this Value x) => x.ReduceMax([.. Enumerable.Range(2, x.Shape.Rank - 2)], keepDims: true);
}

/// <summary>Reads <c>GlobalMaxPool</c> nodes.</summary>
public sealed class GlobalMaxPoolReader() : ElementwiseReader(x => x.GlobalMaxPool());
