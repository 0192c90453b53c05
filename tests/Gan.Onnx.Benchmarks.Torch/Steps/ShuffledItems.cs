using Gan.Onnx.Training.Datasets;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>The real items of an epoch as one tensor in memory, in batches of a new order each epoch.</summary>
internal sealed class ShuffledItems
{
    private readonly Tensor _items;
    private readonly Tensor? _labels;
    private readonly long _batch;
    private Tensor _order;
    private long _next;

    /// <summary>Takes an epoch's items from our own reader.</summary>
    /// <param name="data">The items, with labels where <paramref name="labelled"/> says so.</param>
    /// <param name="labelled">Whether the preset looks at labels.</param>
    public ShuffledItems(IDataSource data, bool labelled)
    {
        // Without the last batch where that is smaller.
        _batch = data.BatchSize(0);
        var steps = Enumerable.Range(0, (int)data.StepsPerEpoch).Where(step => data.BatchSize(step) == _batch).ToArray();
        var (size, classes) = (data.ItemShape.Aggregate(1L, (product, side) => product * side), labelled ? data.Classes : 0);
        var (items, rows) = (new float[steps.Length * _batch * size], new float[steps.Length * _batch * classes]);
        foreach (var (index, step) in steps.Index())
        {
            data.Fill(step, Part(items, index, size));
            if (labelled)
            {
                data.FillLabels(step, Part(rows, index, classes));
            }
        }

        _items = from_array(items).reshape([-1, .. data.ItemShape]);
        _labels = labelled ? from_array(rows).reshape(-1, classes).argmax(1) : null;
        _order = randperm(_items.shape[0]);

        Span<float> Part(float[] all, int index, long each) => all.AsSpan((int)(index * _batch * each), (int)(_batch * each));
    }

    /// <summary>The next batch.</summary>
    public (Tensor Items, Tensor? Labels) Next()
    {
        if (_next + _batch > _items.shape[0])
        {
            _order.Dispose();
            (_order, _next) = (randperm(_items.shape[0]).DetachFromDisposeScope(), 0);
        }

        var chosen = _order.narrow(0, _next, _batch);
        _next += _batch;
        return (_items.index_select(0, chosen), _labels?.index_select(0, chosen));
    }
}
