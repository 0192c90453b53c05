using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Augmentations;

/// <summary>
/// A random change of pictures that gradients go through, so that the discriminator sees real pictures and fakes changed alike
/// (differentiable augmentation, Zhao et al. 2020). A new one is a new file: every record derived from this is known under its own name.
/// What is random comes in as an input of the step; the change itself is linear in the picture.
/// </summary>
public abstract record Augmentation
{
    /// <summary>Uniform numbers that the change of one picture is drawn from.</summary>
    public abstract int Draws { get; }

    /// <summary>The shape of what the change of one picture is fed as.</summary>
    /// <param name="side">The picture's width and height.</param>
    public abstract Shape FeedShape(int side);

    /// <summary>Writes the feed of one picture that stays as it is.</summary>
    /// <param name="feed">As many numbers as the shape takes.</param>
    /// <param name="side">The picture's width and height.</param>
    public abstract void Keep(Span<float> feed, int side);

    /// <summary>Writes the feed of one picture that is changed.</summary>
    /// <param name="feed">As many numbers as the shape takes.</param>
    /// <param name="side">The picture's width and height.</param>
    /// <param name="uniform"><see cref="Draws"/> numbers in [0, 1).</param>
    public abstract void Change(Span<float> feed, int side, ReadOnlySpan<float> uniform);

    /// <summary>Adds the change to the graph.</summary>
    /// <param name="pictures">[N, channels, side, side], 0 being the middle of black and white, which are −1 and 1.</param>
    /// <param name="feed">[N, …].</param>
    /// <returns>The same shape as the pictures.</returns>
    public abstract Value Apply(Value pictures, Value feed);

    /// <summary>Checks the numbers against their ranges.</summary>
    /// <param name="field">The place in the preset, for messages.</param>
    /// <exception cref="PresetException">A number is out of range.</exception>
    public virtual void Validate(string field) => Bounds.Check(field, this);
}
