using System.Globalization;
using System.Text.Json.Serialization;

namespace Gan.Onnx.Generation;

/// <summary>
/// How the numbers of a latent vector z are drawn, independently of one another. JSON: an object with a <c>type</c>,
/// <c>{"type":"normal","mean":0,"std":1}</c> or <c>{"type":"uniform","low":-1,"high":1}</c>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(NormalLatent), "normal")]
[JsonDerivedType(typeof(UniformLatent), "uniform")]
public abstract record LatentDistribution
{
    private protected LatentDistribution()
    {
    }

    /// <summary>Draws one latent vector, or one block of them.</summary>
    /// <param name="destination">Filled completely.</param>
    /// <param name="stream">The seed and the purpose.</param>
    /// <param name="block">The position in the stream: an image's index, or a training step.</param>
    public abstract void Fill(Span<float> destination, RandomStream stream, ulong block);
}

/// <summary>Normally distributed latents.</summary>
/// <param name="Mean">Any finite number.</param>
/// <param name="Std">The standard deviation: finite, 0 or more.</param>
public sealed record NormalLatent(float Mean, float Std) : LatentDistribution
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, RandomStream stream, ulong block) => stream.Normal(destination, block, Mean, Std);

    /// <summary>The text in a frozen generator's metadata, such as <c>normal(mean=0,std=1)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"normal(mean={Mean},std={Std})");
}

/// <summary>Latents spread evenly over [Low, High).</summary>
/// <param name="Low">Inclusive bound; finite.</param>
/// <param name="High">Exclusive bound; finite, above <paramref name="Low"/>.</param>
public sealed record UniformLatent(float Low, float High) : LatentDistribution
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, RandomStream stream, ulong block) => stream.Uniform(destination, block, Low, High);

    /// <summary>The text in a frozen generator's metadata, such as <c>uniform(low=-1,high=1)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"uniform(low={Low},high={High})");
}
