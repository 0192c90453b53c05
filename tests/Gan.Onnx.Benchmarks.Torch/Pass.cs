using Gan.Onnx.Benchmarks.Torch.Steps;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch;

/// <summary>What layers see of a pass through a network, beside its items.</summary>
/// <param name="Labels">The items' labels, Int64 [N]; null for presets that look at none.</param>
/// <param name="Masks">Dropout as another program drew it; null to draw it here.</param>
/// <param name="Name">What the masks of this pass are called: empty, <c>real</c>, <c>fake</c> or <c>penalty</c>.</param>
internal sealed record Pass(Tensor? Labels, RecordedMasks? Masks, string Name);
