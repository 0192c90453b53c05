using System.Text.Json.Serialization;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Networks.Penalties;

namespace Gan.Onnx.Training.Presets;

/// <summary>A GAN and how it is trained, completely: every field is required, unknown fields are refused.</summary>
/// <param name="Name">
/// What <c>--preset</c> calls it: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, 1 to 64, a letter or digit first.
/// </param>
/// <param name="Description">What it is, what its source states and what was chosen.</param>
/// <param name="Source">The paper, article or program whose numbers these are.</param>
/// <param name="Data">Training items and how they are scaled and batched.</param>
/// <param name="Latent">The generator's input.</param>
/// <param name="Generator">From latents [N, size] to items.</param>
/// <param name="Discriminator">From items to one logit each, [N, 1].</param>
/// <param name="Loss">The two objectives.</param>
/// <param name="Penalties">Added to the discriminator's objective, each type at most once; empty for none.</param>
/// <param name="Optimizers">One optimizer a network.</param>
/// <param name="Schedule">How long, and in which order.</param>
/// <param name="Ema">The moving average of the generator that samples and export use; null for the generator itself.</param>
/// <param name="Shortcuts">Names for <c>--set</c> that stand for paths to fields; empty for none.</param>
/// <param name="Augment">Random changes of what the discriminator sees while something is trained; absent for none.</param>
public sealed record Preset(
    string Name,
    string Description,
    string Source,
    DataOptions Data,
    LatentOptions Latent,
    NetworkOptions Generator,
    NetworkOptions Discriminator,
    Loss Loss,
    IReadOnlyList<Penalty> Penalties,
    OptimizerOptions Optimizers,
    ScheduleOptions Schedule,
    EmaOptions? Ema,
    IReadOnlyDictionary<string, string> Shortcuts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AugmentOptions? Augment = null)
{
    /// <summary>The name of the generator's parameters' first part.</summary>
    public const string GeneratorName = "generator";

    /// <summary>The name of the discriminator's parameters' first part.</summary>
    public const string DiscriminatorName = "discriminator";

    /// <summary>How the generator is averaged; null for not at all.</summary>
    [JsonIgnore]
    public MovingAverage? Average => Ema is null ? null : new MovingAverage(Ema.HalfLifeImages, Data.Batch, Ema.Rampup);

    /// <summary>How many classes the labels that the networks look at come from; 0 for a preset that looks at none.</summary>
    [JsonIgnore]
    public int Classes => Math.Max(Generator.Classes, Discriminator.Classes);

    /// <summary>The generator as a network.</summary>
    public Network CreateGenerator() => new(GeneratorName, Generator);

    /// <summary>The discriminator as a network.</summary>
    public Network CreateDiscriminator() => new(DiscriminatorName, Discriminator)
    {
        Before = Augment is { Transforms.Count: > 0 } && Data is ImageOptions images ? Augment.Of(images).Apply : null,
    };

    /// <summary>Checks the name, and every number against its range.</summary>
    /// <exception cref="PresetException">One is not as it must be; the message names field, range and value.</exception>
    public void Validate()
    {
        if (Name.Length is 0 or > 64
            || !char.IsAsciiLetterOrDigit(Name[0])
            || !Name.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.".Contains(letter)))
        {
            throw new PresetException(
                "name must be up to 64 letters, digits, '-', '_' and '.', a letter or digit first, "
                + $"since folders are named after it; found \"{Name}\".");
        }

        Data.Validate();
        Latent.Validate();
        Generator.Validate(GeneratorName);
        Discriminator.Validate(DiscriminatorName);
        Loss.Validate("loss");
        for (var index = 0; index < Penalties.Count; index++)
        {
            Penalties[index].Validate($"penalties.{index}");
            if (Penalties.Take(index).Any(earlier => earlier.GetType() == Penalties[index].GetType()))
            {
                throw new PresetException($"penalties.{index} is of the same type as one before it. Give each type once.");
            }
        }

        ValidateFreezing();
        ValidateClasses();
        Optimizers.Generator.Validate("optimizers.generator");
        Optimizers.Discriminator.Validate("optimizers.discriminator");
        Schedule.Validate();
        Augment?.Validate();
        if (Augment is not null && Data is not ImageOptions)
        {
            throw new PresetException("augment changes pictures, and the data are none. Leave it out, or use data of pictures.");
        }

        if (Ema is not null)
        {
            Bounds.Check("ema", Ema);
        }
    }

    /// <summary>A frozen generator takes batches of any size, and no image depends on those beside it.</summary>
    private void ValidateFreezing()
    {
        foreach (var (layer, index) in Generator.Layers.Select((layer, index) => (layer, index)))
        {
            if (layer is OnnxNetwork { Mixing: { } place })
            {
                throw new PresetException(
                    $"{GeneratorName}.layers.{index}.file: a generator must work for a batch of any size and look at one item at a time: "
                    + $"{place}.");
            }
        }
    }

    private void ValidateClasses()
    {
        foreach (var (network, layers) in new[] { (GeneratorName, Generator.Layers), (DiscriminatorName, Discriminator.Layers) })
        {
            for (var index = 0; index < layers.Count; index++)
            {
                if (layers[index].LabelClasses is { } classes && classes != Data.Classes)
                {
                    throw new PresetException(Data.Classes == 0
                        ? $"{network}.layers.{index} looks at labels, and the data have none. Leave the layer out, or use data with labels."
                        : $"{network}.layers.{index}.classes must be {Data.Classes}, the number of the data's classes, found {classes}.");
                }
            }
        }

        if (Classes > 0 && Generator.Classes == 0)
        {
            throw new PresetException(
                "the discriminator looks at labels and the generator does not, so it cannot learn to please it. "
                + "Give the generator an Embedding.");
        }
    }
}

/// <summary>The generator's input.</summary>
/// <param name="Size">Numbers in a latent.</param>
/// <param name="Distribution">What each of them is drawn from in training.</param>
/// <param name="Truncation">
/// The frozen generator's latents are drawn from a distribution this much narrower: its images are more typical and less
/// various (after Brock et al. 2018, section 3.1, who draw latents beyond a bound again instead). Absent is off. Training does not know it.
/// </param>
public sealed record LatentOptions(
    [Within(1, 65_536)] int Size,
    [Within(-1e6, 1e6, Of = nameof(NormalLatent.Mean))]
    [Within(1e-6, 1e6, Of = nameof(NormalLatent.Std))]
    [Within(-1e6, 1e6, Of = nameof(UniformLatent.Low))]
    [Within(-1e6, 1e6, Of = nameof(UniformLatent.High))]
    LatentDistribution Distribution,
    [Within(0.1, 1)]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    double? Truncation = null)
{
    private const float LeastWidth = 1e-6f;

    /// <summary>What the frozen generator's latents are drawn from.</summary>
    internal LatentDistribution Frozen => Distribution.Narrowed((float)(Truncation ?? 1));

    private static float Width(UniformLatent uniform) => uniform.High - uniform.Low;

    internal void Validate()
    {
        Bounds.Check("latent", this);
        if (Distribution is UniformLatent uniform
            && (Width(uniform) < LeastWidth || (Frozen is UniformLatent frozen && Width(frozen) <= 0)))
        {
            throw new PresetException(FormattableString.Invariant(
                $"latent.distribution: low must be below high by {LeastWidth} or more, found low {uniform.Low} and high {uniform.High}."));
        }
    }
}

/// <summary>One optimizer a network.</summary>
/// <param name="Generator">Updates the generator.</param>
/// <param name="Discriminator">Updates the discriminator.</param>
public sealed record OptimizerOptions(Optimizer Generator, Optimizer Discriminator);

/// <summary>Exponential moving average of the generator.</summary>
/// <param name="HalfLifeImages">Real images after which an old weight counts one half.</param>
/// <param name="Rampup">
/// The half-life is never more than this share of the images so far: early samples show what was learned, not what was drawn at the
/// start. Absent is off.
/// </param>
public sealed record EmaOptions(
    [Within(1, 1e9)] double HalfLifeImages,
    [Within(0.001, 1)]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    double? Rampup = null);

/// <summary>How long training lasts, and in which order things happen.</summary>
/// <param name="Epochs">Passes over the data; <c>--epochs</c>, <c>--steps</c> and <c>--minutes</c> override it.</param>
/// <param name="Seed">Everything random follows from it; <c>--seed</c> overrides it.</param>
/// <param name="DiscriminatorPretraining">Iterations at the start in which only the discriminator is trained.</param>
/// <param name="GeneratorLatents">Whether the generator's step draws its own latents or takes those of the discriminator's step.</param>
public sealed record ScheduleOptions(
    [Within(1, 1_000_000)] int Epochs,
    [Within(0, long.MaxValue)] long Seed,
    [Within(0, 1_000_000)] int DiscriminatorPretraining,
    GeneratorLatents GeneratorLatents)
{
    internal void Validate() => Bounds.Check("schedule", this);
}

/// <summary>Where the generator's step gets its latents from.</summary>
public enum GeneratorLatents
{
    /// <summary>Newly drawn (the usual way).</summary>
    Fresh,

    /// <summary>Those that the discriminator's step just used.</summary>
    Reuse,
}
