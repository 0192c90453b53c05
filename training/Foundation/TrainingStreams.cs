namespace Gan.Onnx.Training.Foundation;

/// <summary>
/// Numbers of the random streams that training draws from. A stream is addressed by seed, number and step, so a step's
/// randomness is known without those before it: that is what makes resuming exact.
/// </summary>
public static class TrainingStreams
{
    /// <summary>Order of the items in an epoch (block: epoch), or the items themselves (block: step).</summary>
    public const ulong Data = 100;

    /// <summary>First values of the generator's parameters (block: parameter).</summary>
    public const ulong GeneratorInitialization = 110;

    /// <summary>First values of the discriminator's parameters (block: parameter).</summary>
    public const ulong DiscriminatorInitialization = 120;

    /// <summary>Latents of the discriminator's step (block: step).</summary>
    public const ulong DiscriminatorLatents = 130;

    /// <summary>Latents of the generator's step (block: step).</summary>
    public const ulong GeneratorLatents = 140;

    /// <summary>Latents of the sample grids, the same throughout a run (block: sample).</summary>
    public const ulong SampleLatents = 150;

    /// <summary>Real scalars that samples are compared with (block: 0).</summary>
    public const ulong SampleData = 160;

    /// <summary>How much of the real item is in each mixture that the gradient penalty looks at (block: step).</summary>
    public const ulong Mixing = 170;

    /// <summary>Latents that the population's statistics are measured over (block: batch).</summary>
    public const ulong StatisticsLatents = 180;

    /// <summary>Latents of the images that are evaluated while training goes on, the same throughout a run (block: image).</summary>
    public const ulong EvaluationLatents = 190;

    /// <summary>Which images of a step are mirrored (block: step).</summary>
    public const ulong HorizontalFlip = 210;

    /// <summary>
    /// The stream of a step's input without a number here, such as a penalty's noise (block: step): from 2³² up, by its name.
    /// </summary>
    /// <param name="input">A name that no other input of either step has.</param>
    public static ulong Of(string input)
    {
        // FNV-1a, 32 bits: string.GetHashCode differs from process to process.
        var hash = 2_166_136_261u;
        foreach (var unit in input)
        {
            hash = (hash ^ unit) * 16_777_619u;
        }

        return (1ul << 32) + hash;
    }

    /// <summary>First of the streams of the discriminator step's dropout masks, one a mask (block: step).</summary>
    public const ulong DiscriminatorMasks = 1000;

    /// <summary>First of the streams of the generator step's dropout masks, one a mask (block: step).</summary>
    public const ulong GeneratorMasks = 2000;
}
