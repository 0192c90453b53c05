using Gan.Onnx.Training.Networks.Penalties;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>At which of the items that D's loss sees penalties want D's slopes.</summary>
/// <param name="Real">At real items (R1).</param>
/// <param name="Fake">At fakes (R2).</param>
internal readonly record struct SlopesAsked(bool Real, bool Fake)
{
    /// <summary>What a preset's penalties ask for.</summary>
    public static SlopesAsked By(IEnumerable<Penalty> penalties) => new(penalties.OfType<R1>().Any(), penalties.OfType<R2>().Any());
}
