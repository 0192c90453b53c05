using System.Globalization;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Training.Datasets;

/// <summary>Endless batches of scalars from a normal distribution: the data of the one-dimensional demonstration.</summary>
public sealed class GaussianSource : IDataSource
{
    private readonly float _mean;
    private readonly float _std;
    private readonly int _batch;
    private readonly RandomStream _numbers;

    /// <summary>Scalars from N(<paramref name="mean"/>, <paramref name="std"/>²).</summary>
    /// <param name="mean">Any finite number.</param>
    /// <param name="std">The standard deviation, above 0.</param>
    /// <param name="batch">Scalars in a batch, at least 1.</param>
    /// <param name="stepsPerEpoch">What counts as an epoch, at least 1.</param>
    /// <param name="numbers">Where the scalars come from; the block is the step.</param>
    public GaussianSource(float mean, float std, int batch, long stepsPerEpoch, RandomStream numbers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(std);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerEpoch, 1);
        StepsPerEpoch = stepsPerEpoch;
        _mean = mean;
        _std = std;
        _batch = batch;
        _numbers = numbers;
        // There is no file: the sum of the distribution's name tells apart what was trained on what.
        var name = string.Create(CultureInfo.InvariantCulture, $"normal(mean={mean},std={std})");
        Sha256 = Sha256Sum.OfText(name);
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> ItemShape { get; } = [1];

    /// <inheritdoc/>
    public int Classes => 0;

    /// <inheritdoc/>
    public long StepsPerEpoch { get; }

    /// <inheritdoc/>
    public string Sha256 { get; }

    /// <inheritdoc/>
    public int BatchSize(long step) => _batch;

    /// <inheritdoc/>
    public long ItemsBefore(long step) => step * _batch;

    /// <inheritdoc/>
    public void FillLabels(long step, Span<float> rows)
    {
        if (!rows.IsEmpty)
        {
            throw new ArgumentException($"Scalars have no labels, the destination has {rows.Length} numbers.", nameof(rows));
        }
    }

    /// <inheritdoc/>
    public void Fill(long step, Span<float> batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (batch.Length != _batch)
        {
            throw new ArgumentException($"A batch has {_batch} numbers, the destination has {batch.Length}.", nameof(batch));
        }

        _numbers.Normal(batch, (ulong)step, _mean, _std);
    }
}
