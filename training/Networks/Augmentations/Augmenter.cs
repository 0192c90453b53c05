using System.Text.Json;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Augmentations;

/// <summary>Augmentations one after the other, in front of a discriminator while it, or a generator through it, is trained.</summary>
/// <param name="kinds">The changes, first to last, each type at most once.</param>
/// <param name="channels">Of a picture.</param>
/// <param name="side">A picture's width and height.</param>
/// <param name="black">What black is in the data.</param>
/// <param name="white">What white is.</param>
public sealed class Augmenter(IReadOnlyList<Augmentation> kinds, int channels, int side, double black, double white)
{
    /// <summary>The name by which a preset and a graph input call an augmentation.</summary>
    public static string NameOf(Type kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.Name);

    /// <summary>Adds the changes to a graph.</summary>
    /// <param name="pass">A pass through the discriminator, which each has changes of its own.</param>
    /// <param name="items">Flat pictures [N, channels · side · side].</param>
    /// <returns>The same shape.</returns>
    /// <exception cref="GraphException">The items are no such pictures.</exception>
    public Value Apply(ForwardPass pass, Value items)
    {
        var (count, middle, half) = (items.Shape[0], (white + black) / 2, (white - black) / 2);
        var pictures = items.Reshape(new Shape(count, channels, side, side));
        var x = middle == 0 && half == 1 ? pictures : (pictures - middle) * (1 / half);
        foreach (var kind in kinds)
        {
            x = kind.Apply(x, Feed(pass, kind, count));
        }

        x = middle == 0 && half == 1 ? x : (x * half) + middle;
        return x.Reshape(items.Shape);
    }

    /// <summary>Both steps of an iteration have inputs of the same name, and streams that differ.</summary>
    private Value Feed(ForwardPass pass, Augmentation kind, Dimension count)
    {
        var name = $"augment/{(pass.Name is null ? "" : $"{pass.Name}/")}{NameOf(kind.GetType())}";
        var shape = new Shape([count, .. kind.FeedShape(side)]);
        return pass.Inputs.Declare(new AugmentationInput(name, shape, TrainingStreams.Of($"{pass.Trained}/{name}"), kind, side));
    }
}
