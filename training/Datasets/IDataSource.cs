namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// The real data of a training run, in batches. A batch is a function of its step alone, so a resumed run needs only the step number.
/// </summary>
/// <remarks>Steps count from 0 here: the argument is the number of training steps that came before. Not safe for concurrent use.</remarks>
public interface IDataSource
{
    /// <summary>The dimensions of one item: [784] for a flattened MNIST image, [1] for a scalar.</summary>
    IReadOnlyList<long> ItemShape { get; }

    /// <summary>
    /// Steps that see each item once (without the last ones, if a partial batch is dropped), or what counts as an epoch of endless data.
    /// </summary>
    long StepsPerEpoch { get; }

    /// <summary>SHA-256 of what the data is made of, in lower-case hex: goes into the frozen generator.</summary>
    string Sha256 { get; }

    /// <summary>
    /// SHA-256 of the items without their labels: what runs of earlier versions kept, and can still be gone on with.
    /// </summary>
    string ItemsSha256 => Sha256;

    /// <summary>Items in the batch of a step.</summary>
    int BatchSize(long step);

    /// <summary>Items in all batches before a step.</summary>
    long ItemsBefore(long step);

    /// <summary>How many classes the items' labels come from; 0 for items without labels.</summary>
    int Classes { get; }

    /// <summary>A name for each class, in their order; null where they are only numbers, or there are none.</summary>
    IReadOnlyList<string>? ClassNames => null;

    /// <summary>
    /// Writes the labels of a step's batch: for each item a row of <see cref="Classes"/> numbers, 1 at its label and 0 elsewhere.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is not exactly as long as that.</exception>
    void FillLabels(long step, Span<float> rows);

    /// <summary>Writes the batch of a step, items one after the other.</summary>
    /// <exception cref="ArgumentException"><paramref name="batch"/> is not exactly as long as the batch.</exception>
    void Fill(long step, Span<float> batch);
}
