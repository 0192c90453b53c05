using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Layers;

namespace Gan.Onnx.Training.Presets;

/// <summary>
/// Networks for square pictures. The sides of maps are the picture's, halved and rounded up again and again: 45, 23, 12, 6. The generator
/// begins at the first side of up to 8 and doubles it by transposed convolutions; the discriminator ends at the first of up to 4. Channels
/// double where sides halve. Where the data have two classes or more, the generator is told them by an Embedding and the discriminator by a
/// Projection.
/// </summary>
/// <param name="GeneratorWidth">Channels of the generator's maps of the picture's size.</param>
/// <param name="DiscriminatorWidth">Channels of the discriminator's first maps, of half the picture's size.</param>
/// <param name="MostChannels">No map has more.</param>
/// <param name="Blocks">Residual blocks of two 3×3 convolutions at the smallest maps of each network; 0 for none.</param>
public sealed record PicturesFamily(
    [Within(1, 4096)] int GeneratorWidth,
    [Within(1, 4096)] int DiscriminatorWidth,
    [Within(1, 1 << 16)] int MostChannels,
    [Within(0, 16)] int Blocks) : NetworkFamily
{
    private const int FirstSide = 8;
    private const int LastSide = 4;
    private const int LabelFeatures = 32;
    private const double Slope = 0.2;
    private static readonly PaddingRule Same = new(Same: true, Zeros: 0);

    // The discriminator's would make signals fade from layer to layer. What the first layer learns of latents would hardly reach the
    // picture, while all pictures together take the data's commonest colour, up to where tanh is flat.
    private static readonly InitializerOptions GeneratorWeights = new(new GlorotUniform(), new Zeros());
    private static readonly InitializerOptions DiscriminatorWeights = new(new UniformFanIn(), new Zeros());

    /// <inheritdoc/>
    public override (NetworkOptions Generator, NetworkOptions Discriminator) WriteOut(DataOptions data, LatentOptions latent)
    {
        if (data is not ImageOptions images)
        {
            throw new PresetException("networks of type 'pictures' are for images. Use data of type idx, images or mnist.");
        }

        var classes = images.Classes > 1 ? images.Classes : 0;
        return (
            new NetworkOptions(GeneratorWeights, Generator(images, classes, latent.Size)),
            new NetworkOptions(DiscriminatorWeights, Discriminator(images, classes)));
    }

    private Layer[] Generator(ImageOptions images, int classes, int latent)
    {
        var sides = Sides(images.ImageSide, FirstSide);
        var channels = Channels(GeneratorWidth, sides.Count);
        sides.Reverse();
        channels.Reverse();
        var (width, side) = (channels[0], sides[0]);
        return
        [
            .. classes > 0 ? [new Embedding(classes, LabelFeatures)] : Array.Empty<Layer>(),
            new Linear(latent + (classes > 0 ? LabelFeatures : 0), width * side * side),
            new Unflatten(width, side, side),
            .. Residuals(width),
            new LeakyReLU(Slope),
            .. Enumerable.Range(1, sides.Count - 1).SelectMany(stage => new Layer[]
            {
                new ConvTranspose2d(channels[stage - 1], channels[stage], 4, 2, Same, sides[stage], Bias: true),
                new LeakyReLU(Slope),
            }),
            new Conv2d(channels[^1], images.ImageChannels, 3, 1, Same, Bias: true),
            Last(images),
            new Flatten(),
        ];
    }

    private Layer[] Discriminator(ImageOptions images, int classes)
    {
        var sides = Sides(images.ImageSide, LastSide);
        int[] channels = [images.ImageChannels, .. Channels(DiscriminatorWidth, sides.Count - 1)];
        var features = channels[^1] * sides[^1] * sides[^1];
        return
        [
            new Unflatten(images.ImageChannels, images.ImageSide, images.ImageSide),
            .. Enumerable.Range(1, sides.Count - 1).SelectMany(stage => new Layer[]
            {
                new LeakyReLU(Slope),
                new Conv2d(channels[stage - 1], channels[stage], 4, 2, Same, Bias: true),
            }).Skip(1),
            .. Residuals(channels[^1]),
            new LeakyReLU(Slope),
            new Flatten(),
            classes > 0 ? new Projection(features, classes) : new Linear(features, 1),
        ];
    }

    private IEnumerable<Layer> Residuals(int width) => Enumerable.Range(0, Blocks).Select(_ => new Residual(width, width, [
        new LeakyReLU(Slope),
        new Conv2d(width, width, 3, 1, Same, Bias: true),
        new LeakyReLU(Slope),
        new Conv2d(width, width, 3, 1, Same, Bias: true),
    ]));

    /// <summary>From the picture's own, halved and rounded up, to the first of at most <paramref name="least"/>.</summary>
    private static List<int> Sides(int side, int least)
    {
        List<int> sides = [side];
        while (sides[^1] > least)
        {
            sides.Add((sides[^1] + 1) / 2);
        }

        return sides;
    }

    private List<int> Channels(int width, int count) =>
        [.. Enumerable.Range(0, count).Select(stage => (int)Math.Min((long)width << stage, MostChannels))];

    /// <summary>What ends in the range of the data.</summary>
    private static Layer Last(ImageOptions images) => (images.Range[0], images.Range[1]) switch
    {
        (-1, 1) => new Tanh(),
        (0, 1) => new Sigmoid(),
        var (black, white) => throw new PresetException(
            "data.range must be [-1, 1] or [0, 1] for networks of type 'pictures', "
            + FormattableString.Invariant($"found [{black}, {white}].")),
    };
}
