namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>GlobalAveragePool</c> as a ReduceMean over all axes behind the channels, which stay with size 1.</summary>
public static class GlobalAveragePoolBuilder
{
    /// <summary>[N, C, 1 …]: the mean of each map.</summary>
    public static Value GlobalAveragePool(this Value x) => x.ReduceMean([.. Enumerable.Range(2, x.Shape.Rank - 2)], keepDims: true);
}

/// <summary>Reads <c>GlobalAveragePool</c> nodes.</summary>
public sealed class GlobalAveragePoolReader() : ElementwiseReader(x => x.GlobalAveragePool());
