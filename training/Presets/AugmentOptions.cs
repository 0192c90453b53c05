using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Augmentations;

namespace Gan.Onnx.Training.Presets;

/// <summary>
/// Random changes of real pictures and fakes before the discriminator sees them, in its step and in the generator's (Zhao et al. 2020),
/// which keep it from learning few pictures by heart.
/// </summary>
/// <param name="Strength">Each picture's probability of each change: 1 for all, always. Where it is adaptive, what it begins with.</param>
/// <param name="Adaptive">How the strength follows the discriminator; null for a strength that stays.</param>
/// <param name="Transforms">The changes, first to last, each type at most once.</param>
public sealed record AugmentOptions(
    [Within(0.0, 1.0)] double Strength, AdaptiveOptions? Adaptive, IReadOnlyList<Augmentation> Transforms)
{
    /// <summary>What stands before the discriminator.</summary>
    internal Augmenter Of(ImageOptions images) =>
        new(Transforms, images.ImageChannels, images.ImageSide, images.Range[0], images.Range[1]);

    internal void Validate()
    {
        Bounds.Check("augment", this);
        if (Adaptive is not null)
        {
            Bounds.Check("augment.adaptive", Adaptive);
        }

        for (var index = 0; index < Transforms.Count; index++)
        {
            Transforms[index].Validate($"augment.transforms.{index}");
            if (Transforms.Take(index).Any(earlier => earlier.GetType() == Transforms[index].GetType()))
            {
                throw new PresetException($"augment.transforms.{index} is of the same type as one before it. Give each type once.");
            }
        }
    }
}

/// <summary>
/// The strength goes up while the discriminator is surer of real items than it should be, and down otherwise (Karras et al. 2020,
/// "Training Generative Adversarial Networks with Limited Data", section 3.1, rₜ = E[sign(D(real))]). Losses that see pairs have
/// sign(D(real) − D(fake)) there.
/// </summary>
/// <param name="Target">The mean sign that is wanted, theirs 0.6: 0 is a discriminator that cannot tell, 1 one that always can.</param>
/// <param name="Images">Real images in which the strength goes from 0 to 1, theirs 500,000.</param>
/// <param name="Every">Iterations from one change to the next, theirs 4.</param>
public sealed record AdaptiveOptions(
    [Within(0.0, 1.0)] double Target, [Within(1, 1e9)] double Images, [Within(1, 100_000)] int Every);
