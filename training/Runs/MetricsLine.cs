using System.Text.Json.Serialization;

namespace Gan.Onnx.Training.Runs;

/// <summary>Means over the iterations since the line before; a line of <c>metrics.jsonl</c>.</summary>
/// <param name="Step">Iterations done.</param>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Partial">True when the run stopped before the line was due; a resumed run replaces it.</param>
/// <param name="Images">Real items seen since the start.</param>
/// <param name="Seconds">Time spent since the start, over all sessions of the run.</param>
/// <param name="ImagesPerSecond">Speed since the line before.</param>
/// <param name="DiscriminatorLoss">Mean of D's losses.</param>
/// <param name="GeneratorLoss">Mean of G's losses.</param>
/// <param name="RealProbability">Mean of D(x), 0 to 1.</param>
/// <param name="FakeProbability">Mean of D(G(z)), 0 to 1.</param>
/// <param name="Diversity">How much the generator's images differ at the end, see <see cref="Runs.Diversity"/>; null for scalars.</param>
/// <param name="Fd2k">
/// Fréchet distance on the digit classifier's features, see <see cref="Evaluation.TrainingEvaluation"/>; null where it was not measured.
/// </param>
/// <param name="FdRandom2k">The same on random features.</param>
/// <remarks>The last three are missing in lines of earlier versions, which still count.</remarks>
public sealed record MetricsLine(
    long Step,
    long Epoch,
    bool Partial,
    long Images,
    double Seconds,
    double ImagesPerSecond,
    double DiscriminatorLoss,
    double GeneratorLoss,
    double RealProbability,
    double FakeProbability,
    double? Diversity = null,
    double? Fd2k = null,
    double? FdRandom2k = null)
{
    /// <summary>Metrics that measure themselves, see <see cref="KnownMetrics"/>, and those of later versions; null for none.</summary>
    [JsonExtensionData]
    public MeasuredNumbers? Measured { get; init; }

    /// <summary>True where the line does not end its epoch.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Within { get; init; }
}
