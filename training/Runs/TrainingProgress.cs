using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>How a run stands, for people who watch it.</summary>
/// <param name="Step">Iterations done.</param>
/// <param name="TotalSteps">Iterations in total; null when time decides.</param>
/// <param name="Epoch">The current epoch, from 1.</param>
/// <param name="Done">0 to 1.</param>
/// <param name="Remaining">Expected time to the end; null while unknown.</param>
/// <param name="ImagesPerSecond">Speed over this session.</param>
/// <param name="Mean">Running means of losses and probabilities.</param>
public sealed record TrainingProgress(
    long Step, long? TotalSteps, long Epoch, double Done, TimeSpan? Remaining, double ImagesPerSecond, IterationResult Mean);
