using System.Globalization;
using System.Text.Json.Serialization;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Generation.Latents;

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

    private protected abstract float Centre { get; }

    /// <summary>Draws one latent vector, or one block of them.</summary>
    /// <param name="destination">Filled completely.</param>
    /// <param name="stream">The seed and the purpose.</param>
    /// <param name="block">The position in the stream: an image's index, or a training step.</param>
    public abstract void Fill(Span<float> destination, RandomStream stream, ulong block);

    /// <summary>
    /// Draws latents towards their mean: images become more typical and less various (Brock et al. 2018, section 3.1, draws anew
    /// instead).
    /// </summary>
    /// <param name="latents">Changed in place.</param>
    /// <param name="factor">What the distances to the mean are multiplied by, 0 to 1.</param>
    public void Truncate(Span<float> latents, float factor)
    {
        if (factor == 1)
        {
            return;
        }

        var mean = Centre;
        foreach (ref var number in latents)
        {
            number = mean + (factor * (number - mean));
        }
    }

    /// <summary>The distribution of truncated latents.</summary>
    /// <param name="factor">As in <see cref="Truncate"/>.</param>
    public abstract LatentDistribution Narrowed(float factor);

    /// <summary>A latent on the way from one to another, such that all on the way could have been drawn.</summary>
    /// <param name="from">At <paramref name="position"/> 0.</param>
    /// <param name="to">At <paramref name="position"/> 1; as many numbers.</param>
    /// <param name="position">0 to 1.</param>
    /// <param name="destination">As many numbers; may be one of the two.</param>
    public abstract void Between(ReadOnlySpan<float> from, ReadOnlySpan<float> to, float position, Span<float> destination);
}

/// <summary>Normally distributed latents.</summary>
/// <param name="Mean">The mean; finite.</param>
/// <param name="Std">The standard deviation: finite, 0 or more.</param>
public sealed record NormalLatent(float Mean, float Std) : LatentDistribution
{
    private const double SmallestSine = 1e-4;

    private protected override float Centre => Mean;

    /// <inheritdoc/>
    public override LatentDistribution Narrowed(float factor) => this with { Std = Std * factor };

    /// <inheritdoc/>
    public override void Fill(Span<float> destination, RandomStream stream, ulong block) => stream.Normal(destination, block, Mean, Std);

    /// <inheritdoc/>
    /// <remarks>
    /// Around the mean on an arc instead of a straight line, whose middle would lie nearer to the mean than latents do
    /// (White, "Sampling generative networks", 2016, section 2.1; Shoemake, "Animating rotation with quaternion curves", 1985).
    /// </remarks>
    public override void Between(ReadOnlySpan<float> from, ReadOnlySpan<float> to, float position, Span<float> destination)
    {
        (double product, double fromSquares, double toSquares) = (0, 0, 0);
        for (var i = 0; i < from.Length; i++)
        {
            (double a, double b) = (from[i] - Mean, to[i] - Mean);
            product += a * b;
            fromSquares += a * a;
            toSquares += b * b;
        }

        var angle = Math.Acos(Math.Clamp(product / Math.Sqrt(fromSquares * toSquares), -1, 1));
        var sine = Math.Sin(angle);

        // On one line through the mean there is no arc, or no one arc; a zero vector has no direction.
        var (first, second) = sine > SmallestSine
            ? (Math.Sin((1 - position) * angle) / sine, Math.Sin(position * angle) / sine)
            : (1 - position, position);
        for (var i = 0; i < from.Length; i++)
        {
            destination[i] = (float)(Mean + (first * (from[i] - Mean)) + (second * (to[i] - Mean)));
        }
    }

    /// <summary>The text in a frozen generator's metadata, such as <c>normal(mean=0,std=1)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"normal(mean={Mean},std={Std})");
}

/// <summary>Latents spread evenly over [Low, High).</summary>
/// <param name="Low">Inclusive bound; finite.</param>
/// <param name="High">Exclusive bound; finite, above <paramref name="Low"/>.</param>
public sealed record UniformLatent(float Low, float High) : LatentDistribution
{
    private protected override float Centre => Low + ((High - Low) / 2);

    /// <inheritdoc/>
    public override LatentDistribution Narrowed(float factor) =>
        factor == 1 ? this : new UniformLatent(Centre + (factor * (Low - Centre)), Centre + (factor * (High - Centre)));

    /// <inheritdoc/>
    public override void Fill(Span<float> destination, RandomStream stream, ulong block) => stream.Uniform(destination, block, Low, High);

    /// <inheritdoc/>
    /// <remarks>On a straight line, which never leaves the range.</remarks>
    public override void Between(ReadOnlySpan<float> from, ReadOnlySpan<float> to, float position, Span<float> destination)
    {
        for (var i = 0; i < from.Length; i++)
        {
            destination[i] = ((1 - position) * from[i]) + (position * to[i]);
        }
    }

    /// <summary>The text in a frozen generator's metadata, such as <c>uniform(low=-1,high=1)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"uniform(low={Low},high={High})");
}
