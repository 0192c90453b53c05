namespace Gan.Onnx.Training.Runs;

/// <summary>How often a loop saves, and how much it records.</summary>
/// <param name="CheckpointEvery">Time between checkpoints; zero saves after every iteration.</param>
/// <param name="DumpSteps">Iterations, from the first, that are recorded whole.</param>
/// <param name="Evaluations">Evaluations over the run, at lines of the metrics; 0 for none.</param>
public sealed record LoopCadence(TimeSpan CheckpointEvery, long DumpSteps, int Evaluations = 0);
