using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Training.Presets;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>The presets' latents.</summary>
/// <param name="options">Their number and distribution.</param>
internal sealed class LatentNumbers(LatentOptions options)
{
    /// <summary>Newly drawn ones, [count, size].</summary>
    /// <exception cref="TorchBenchmarkException">The distribution is not known here.</exception>
    public Tensor Draw(long count) => options.Distribution switch
    {
        NormalLatent normal => empty(count, options.Size).normal_(normal.Mean, normal.Std),
        UniformLatent uniform => empty(count, options.Size).uniform_(uniform.Low, uniform.High),
        var other => throw new TorchBenchmarkException(
            $"the latents' distribution {other.GetType().Name} is unknown to the TorchSharp side. Add it to LatentNumbers."),
    };
}
