using System.Text.Json.Serialization;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;

namespace Gan.Onnx.Training.Presets;

/// <summary>
/// A rule that makes both networks from the data's side, channels and classes, so that a preset fits data of any size. Stands in a
/// preset's <c>networks</c>, in place of <c>generator</c> and <c>discriminator</c>; chosen by <c>type</c>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PicturesFamily), "pictures")]
public abstract record NetworkFamily
{
    /// <summary>The two networks, written out.</summary>
    /// <param name="data">What they are for.</param>
    /// <param name="latent">The generator's input.</param>
    /// <exception cref="PresetException">There are no such networks for these data.</exception>
    public abstract (NetworkOptions Generator, NetworkOptions Discriminator) WriteOut(DataOptions data, LatentOptions latent);

    /// <summary>Checks the family's numbers against their ranges.</summary>
    /// <exception cref="PresetException">A number is out of range.</exception>
    internal void Validate() => Bounds.Check("networks", this);
}
