using System.Text.Json.Serialization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>Training items. Chosen by <c>type</c> in a preset's <c>data</c>.</summary>
/// <param name="Batch">Items in a step.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MnistOptions), "mnist")]
[JsonDerivedType(typeof(IdxOptions), "idx")]
[JsonDerivedType(typeof(ImageFolderOptions), "images")]
[JsonDerivedType(typeof(GaussianOptions), "gaussian")]
public abstract record DataOptions([Within(1, 65_536)] int Batch)
{
    /// <summary>Shape of one item as the discriminator sees it.</summary>
    public abstract Shape ItemShape { get; }

    /// <summary>How many classes the items' labels come from; 0 for data without labels.</summary>
    public virtual int Classes => 0;

    internal virtual void Validate() => Bounds.Check("data", this);
}

/// <summary>Scalars from N(mean, std²), drawn anew for every step.</summary>
/// <param name="Mean">Mean of the data.</param>
/// <param name="Std">Standard deviation of the data.</param>
/// <param name="SamplesPerEpoch">What counts as an epoch.</param>
/// <param name="Batch">Scalars in a step, at most <paramref name="SamplesPerEpoch"/>, which must be a multiple of it.</param>
public sealed record GaussianOptions(
    [Within(-1e6, 1e6)] double Mean, [Within(1e-6, 1e6)] double Std, int SamplesPerEpoch, int Batch) : DataOptions(Batch)
{
    /// <inheritdoc/>
    public override Shape ItemShape => Shape.Of(1);

    internal override void Validate()
    {
        base.Validate();
        if (SamplesPerEpoch < Batch || SamplesPerEpoch % Batch != 0)
        {
            throw new PresetException($"data.samplesPerEpoch must be a multiple of data.batch ({Batch}), found {SamplesPerEpoch}.");
        }
    }
}
