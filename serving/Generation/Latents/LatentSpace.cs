using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Generation.Latents;

/// <summary>What a generator's images are drawn from: latent vectors and, for a conditional generator, classes.</summary>
/// <param name="Size">Numbers in a latent vector, at least 1.</param>
/// <param name="Distribution">How each of them is drawn.</param>
/// <param name="Classes">Classes that an image can be asked for; 0 means unconditional.</param>
public sealed record LatentSpace(int Size, LatentDistribution Distribution, int Classes)
{
    /// <summary>Draws the latents of images first, first + 1 … of a stream.</summary>
    /// <param name="latents">[count, size].</param>
    /// <param name="stream">The seed and the purpose.</param>
    /// <param name="first">The first image's index.</param>
    public void DrawLatents(Span<float> latents, RandomStream stream, ulong first = 0)
    {
        var image = first;
        for (; !latents.IsEmpty; latents = latents[Size..])
        {
            Distribution.Fill(latents[..Size], stream, image++);
        }
    }

    /// <summary>
    /// The classes of images first, first + 1 …: those asked for in turn, or drawn from a stream, each equally likely; all 0 for an
    /// unconditional generator.
    /// </summary>
    /// <param name="labels">[count].</param>
    /// <param name="stream">The seed and the purpose.</param>
    /// <param name="first">The first image's index.</param>
    /// <param name="classes">Image k is of class k modulo their number; null to draw.</param>
    /// <exception cref="ArgumentException">The generator has no such class.</exception>
    public void DrawLabels(Span<long> labels, RandomStream stream, ulong first = 0, IReadOnlyList<int>? classes = null)
    {
        if (classes is not null && (classes.Count == 0 || classes.Any(wanted => wanted < 0 || wanted >= Classes)))
        {
            throw new ArgumentException(
                $"Expected classes from 0 to {Classes - 1}, at least one; found [{string.Join(", ", classes)}].", nameof(classes));
        }

        var image = first;
        foreach (ref var label in labels)
        {
            label = classes is null ? Draw(stream, image) : classes[(int)(image % (ulong)classes.Count)];
            image++;
        }
    }

    /// <summary>The high half of a product spreads 32 random bits over the classes, each within 2⁻³² of equally likely.</summary>
    private long Draw(RandomStream stream, ulong image)
    {
        Span<uint> bits = stackalloc uint[1];
        stream.Bits(bits, image);
        return (long)(((ulong)bits[0] * (ulong)Classes) >> 32);
    }
}
