using System.Text.Json.Serialization;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Initializers;

/// <summary>How a parameter gets its first values. Chosen by <c>type</c> in a preset's <c>initializer</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Zeros), "zeros")]
[JsonDerivedType(typeof(UniformFanIn), "uniformFanIn")]
[JsonDerivedType(typeof(GlorotUniform), "glorotUniform")]
[JsonDerivedType(typeof(Constant), "constant")]
[JsonDerivedType(typeof(Normal), "normal")]
[JsonDerivedType(typeof(TruncatedNormal), "truncatedNormal")]
public abstract record Initializer
{
    /// <summary>Fills one parameter.</summary>
    /// <param name="destination">The parameter's elements.</param>
    /// <param name="fan">Incoming and outgoing connections of a unit of the parameter's layer.</param>
    /// <param name="random">The stream that initialisation draws from.</param>
    /// <param name="block">The parameter's own place in that stream.</param>
    public abstract void Fill(Span<float> destination, Fan fan, RandomStream random, ulong block);

    /// <summary>Checks the initializer's numbers against their ranges.</summary>
    /// <param name="field">The initializer's place in the preset, for messages.</param>
    /// <exception cref="PresetException">A number is out of range.</exception>
    public virtual void Validate(string field) => Bounds.Check(field, this);
}

/// <summary>Connections of a unit: <paramref name="In"/> inputs and <paramref name="Out"/> outputs.</summary>
public readonly record struct Fan(int In, int Out);
