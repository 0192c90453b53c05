namespace Gan.Onnx.Training.Runs;

/// <summary>How often a loop saves, and how much it records.</summary>
/// <param name="CheckpointEvery">Time between checkpoints; zero saves after every iteration.</param>
/// <param name="DumpSteps">Iterations, from the first, that are recorded whole.</param>
public sealed record LoopCadence(TimeSpan CheckpointEvery, long DumpSteps);
