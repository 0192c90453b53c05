using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>
/// Brings each step's real items to where the steps take them. An engine that keeps the whole table is told the rows and gathers
/// the items itself; for all other data and engines the items are fed as every step input is (<see cref="RealInput"/>). The steps get
/// the same numbers either way.
/// </summary>
public sealed class RealItems : IDisposable
{
    private readonly TrainingEngine _engine;
    private readonly IDataSource _data;
    private readonly Shape _table;
    private readonly Dictionary<int, CompiledGraph> _gathers = [];

    /// <summary>Gives the engine the table to keep, if there is one.</summary>
    public RealItems(TrainingEngine engine, IDataSource data)
    {
        _engine = engine;
        _data = data;
        if (data is ITableSource { Table.IsEmpty: false } source)
        {
            var length = data.ItemShape.Aggregate(1L, (product, size) => product * size);
            _table = Shape.Of([source.Table.Length / length, .. data.ItemShape]);
            IsResident = engine.Keep(GatherGraph.Items, _table, source.Table);
        }
        else
        {
            _table = Shape.Scalar;
        }
    }

    /// <summary>The engine keeps the table, and only rows are fed.</summary>
    public bool IsResident { get; }

    /// <summary>What steps of a batch size are to be compiled upon; null where they are fed.</summary>
    public CompiledGraph? Source(int batch)
    {
        if (!IsResident)
        {
            return null;
        }

        if (!_gathers.TryGetValue(batch, out var gather))
        {
            _gathers[batch] = gather = _engine.Compile(GatherGraph.Build(_table, ((ITableSource)_data).Values, batch));
        }

        return gather;
    }

    /// <summary>
    /// Gathers the items of a step for a graph, and for all others that were compiled upon the same source; a graph without a source
    /// is left alone.
    /// </summary>
    /// <param name="step">Iterations that came before, from 0.</param>
    /// <param name="graph">Compiled upon <see cref="Source"/>.</param>
    public void Gather(long step, CompiledGraph graph)
    {
        if (graph.Source is { } gather)
        {
            ((ITableSource)_data).FillRows(step, gather.Input<long>(GatherGraph.Rows));
            _engine.Run(gather);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var gather in _gathers.Values)
        {
            gather.Dispose();
        }
    }
}
