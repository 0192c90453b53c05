using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>What goes into a step.</summary>
/// <param name="Real">Real items, [N, …].</param>
/// <param name="Labels">Their labels, Int64 [N]; null for presets that look at none.</param>
/// <param name="Latents">[N, size].</param>
/// <param name="Mix">Numbers in [0, 1), [N, 1, …], for gradient penalties; null to draw them.</param>
/// <param name="Masks">Dropout masks; null to draw them.</param>
internal sealed record Batch(Tensor Real, Tensor? Labels, Tensor Latents, Tensor? Mix = null, RecordedMasks? Masks = null)
{
    /// <summary>A pass over one batch.</summary>
    public Pass Pass(string name = "") => new(Labels, Masks, name);
}
