using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Training.Datasets;

/// <summary>Batches of flattened images, in a new random order each epoch, grey levels scaled to a range.</summary>
public sealed class ImageBatches : ITableSource
{
    private const int Ahead = 2;

    private readonly ImageRows _images;
    private readonly RandomStream _order;
    private readonly int _batch;
    private readonly int _itemLength;
    private readonly GreyScale _scale;
    private readonly float[] _values;
    private readonly int[] _permutation;
    private readonly byte[] _labels;
    private readonly string? _labelsSha256;
    private readonly byte[] _row;
    private long _permutedEpoch = -1;

    /// <summary>Batches of images.</summary>
    /// <param name="set">The images; their labels where somebody asks for them.</param>
    /// <param name="batch">Items in a full batch, 1 to the number of images.</param>
    /// <param name="lastBatch">What happens to the remainder of an epoch.</param>
    /// <param name="scale">The numbers that grey levels become, such as −1 to 1.</param>
    /// <param name="order">Where the order of each epoch comes from; the block is the epoch.</param>
    /// <param name="holdOut">Images at the end that are left out, at least 0.</param>
    /// <exception cref="DatasetException">The labels are not those of as many images.</exception>
    public ImageBatches(ImageSet set, int batch, LastBatch lastBatch, GreyScale scale, RandomStream order, int holdOut = 0)
    {
        _images = set.Images;
        if (set.Labels is { } labels && labels.Values.Length != _images.Count)
        {
            throw DatasetException.NotLabels(labels.Path, _images.Count, $"[{labels.Values.Length}]");
        }

        var count = _images.Count - holdOut;
        if (batch < 1 || batch > count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batch), batch, $"The batch must be between 1 and the {count} images of {_images.Path}.");
        }

        _order = order;
        _scale = scale;
        _values = scale.Levels();
        _batch = batch;
        _itemLength = _images.Length;
        _row = new byte[_itemLength];
        _permutation = new int[count];
        ItemShape = [_itemLength];
        var dropped = lastBatch == LastBatch.Drop ? count % batch : 0;
        ItemsPerEpoch = count - dropped;
        (_labels, Classes, _labelsSha256) = set.Labels is { } given ? (given.Values, given.Classes, given.Sha256) : ([], 0, null);
    }

    /// <summary>The same of IDX files.</summary>
    /// <param name="images">[count, height, width] or [count, channels, height, width]; kept as bytes.</param>
    /// <param name="batch">Items in a full batch, 1 to the number of images.</param>
    /// <param name="lastBatch">What happens to the remainder of an epoch.</param>
    /// <param name="scale">The numbers that grey levels become, such as −1 to 1.</param>
    /// <param name="order">Where the order of each epoch comes from; the block is the epoch.</param>
    /// <param name="holdOut">Images at the end of the file that are left out, at least 0.</param>
    /// <param name="labels">The images' labels, [count]; null where nobody asks for them.</param>
    /// <exception cref="DatasetException">The file does not hold images, or the labels are not those of as many.</exception>
    public ImageBatches(
        IdxFile images, int batch, LastBatch lastBatch, GreyScale scale, RandomStream order, int holdOut = 0, IdxFile? labels = null)
        : this(
            new ImageSet(ArrayRows.Of(images), labels is null ? null : ImageLabels.Of(labels)), batch, lastBatch, scale, order, holdOut)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> ItemShape { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <summary>Images seen in an epoch.</summary>
    public int ItemsPerEpoch { get; }

    /// <inheritdoc/>
    public long StepsPerEpoch => (ItemsPerEpoch + _batch - 1) / _batch;

    /// <inheritdoc/>
    public string Sha256 =>
        _labelsSha256 is null || !LabelsAreData ? _images.Sha256 : Sha256Sum.OfText($"{_images.Sha256} {_labelsSha256}");

    /// <inheritdoc/>
    public string ItemsSha256 => _images.Sha256;

    /// <summary>
    /// Whether the labels count as data in <see cref="Sha256"/>: users' own do; a published set's have the one sum that they can have.
    /// </summary>
    public bool LabelsAreData { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Mirrors images of each batch; null for never.</summary>
    public HorizontalFlips? Flips { get; init; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Table => Flips is null ? _images.Whole : [];

    /// <inheritdoc/>
    public int RowCount => _images.Count;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Values => _values;

    /// <inheritdoc/>
    public int BatchSize(long step) => Math.Min(_batch, ItemsPerEpoch - First(step));

    /// <inheritdoc/>
    public long ItemsBefore(long step) => (step / StepsPerEpoch * ItemsPerEpoch) + First(step);

    /// <inheritdoc/>
    public void Fill(long step, Span<float> batch)
    {
        var size = BatchSize(step);
        if (batch.Length != size * _itemLength)
        {
            throw new ArgumentException(
                $"The batch of step {step} has {size} × {_itemLength} numbers, the destination has {batch.Length}.", nameof(batch));
        }

        var items = Items(step, size);
        for (var i = 0; i < size; i++)
        {
            if (i + Ahead < size)
            {
                _images.Prefetch(items[i + Ahead]);
            }

            _scale.Map(_images.Row(items[i], _row), batch.Slice(i * _itemLength, _itemLength));
        }

        Flips?.Apply(step, batch, _itemLength, _images.Shape[^1]);
    }

    /// <inheritdoc/>
    public void FillLabels(long step, Span<float> rows)
    {
        var size = BatchSize(step);
        if (rows.Length != size * Classes)
        {
            throw new ArgumentException(
                $"The labels of step {step} are {size} × {Classes} numbers, the destination has {rows.Length}.", nameof(rows));
        }

        rows.Clear();
        var items = Items(step, size);
        for (var i = 0; i < size && Classes > 0; i++)
        {
            rows[(i * Classes) + _labels[items[i]]] = 1;
        }
    }

    /// <inheritdoc/>
    public void FillRows(long step, Span<long> rows)
    {
        var size = BatchSize(step);
        if (rows.Length != size)
        {
            throw new ArgumentException($"The batch of step {step} has {size} rows, the destination has {rows.Length}.", nameof(rows));
        }

        var items = Items(step, size);
        for (var i = 0; i < size; i++)
        {
            rows[i] = items[i];
        }
    }

    /// <inheritdoc/>
    public void ReadRow(long row, Span<byte> destination) => _images.Row((int)row, _row).CopyTo(destination);

    private ReadOnlySpan<int> Items(long step, int size) => Order(step / StepsPerEpoch).Slice(First(step), size);

    /// <summary>The position of a step's first item in its epoch's order.</summary>
    private int First(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return (int)(step % StepsPerEpoch) * _batch;
    }

    private ReadOnlySpan<int> Order(long epoch)
    {
        if (_permutedEpoch != epoch)
        {
            _order.Permutation(_permutation, (ulong)epoch);
            _permutedEpoch = epoch;
        }

        return _permutation;
    }
}
