using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>The dropout masks of a recorded step.</summary>
/// <param name="dump">The iteration.</param>
/// <param name="step">discriminator_step or generator_step.</param>
internal sealed class RecordedMasks(DumpedIteration dump, string step)
{
    /// <summary>A layer's mask in a pass.</summary>
    /// <param name="pass">The pass's name; empty for the main one.</param>
    /// <param name="path">The layer's path.</param>
    public Tensor Of(string pass, string path)
    {
        if (pass.Length == 0 || dump.Has($"{step}/mask/{pass}/{path}"))
        {
            return dump.Tensor($"{step}/mask/{(pass.Length == 0 ? path : $"{pass}/{path}")}");
        }

        // Recorded in one pass over both, real items first.
        var both = dump.Tensor($"{step}/mask/{path}");
        var count = both.shape[0] / 2;
        return both.narrow(0, pass == ScoredItems.RealPass ? 0 : count, count);
    }
}
