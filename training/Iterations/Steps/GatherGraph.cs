using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>A batch of real items out of a table of bytes that the engine keeps: rows in, <see cref="EngineGraph.Images"/> out.</summary>
public static class GatherGraph
{
    /// <summary>The input of all items, UInt8 [count, …].</summary>
    public const string Items = "items";

    /// <summary>The input of the batch's rows, Int64 [N].</summary>
    public const string Rows = "rows";

    /// <summary>
    /// Builds the graph for a fixed batch. Bytes become numbers by looking them up, not by arithmetic: so they are the numbers
    /// of the host to the bit, on a device that rounds or fuses as it may.
    /// </summary>
    /// <param name="table">The table's shape, [count, …].</param>
    /// <param name="values">The number that each byte stands for, [256].</param>
    /// <param name="batch">Rows.</param>
    public static GraphBuilder Build(Shape table, ReadOnlySpan<float> values, int batch)
    {
        var graph = new GraphBuilder("gather");
        var (items, rows) = (graph.Input(Items, table, ElementType.UInt8), graph.Input(Rows, Shape.Of(batch), ElementType.Int64));
        graph.Output(EngineGraph.Images, graph.Floats(values).Gather(0, items.Gather(0, rows).Cast(ElementType.Int64)));
        return graph;
    }
}
