namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>How a run uses its GPU.</summary>
/// <param name="Tf32">
/// Products of matrices, and convolutions, of numbers rounded to 10 bits of mantissa: faster on GPUs from Ampere on.
/// </param>
/// <param name="Deterministic">Only algorithms that give the same bits each time; slower.</param>
/// <param name="Graph">Record each graph's kernels once as a CUDA graph, and replay them: less time between small kernels.</param>
public sealed record CudaOptions(bool Tf32, bool Deterministic, bool Graph)
{
    /// <summary>What holds when nothing is asked for.</summary>
    public static CudaOptions Default { get; } = new(Tf32: true, Deterministic: false, Graph: true);
}
