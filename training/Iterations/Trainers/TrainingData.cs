using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>Makes ready what a preset trains on: its options say which items, the readers bring them.</summary>
public static class TrainingData
{
    /// <summary>The training items, with their labels where the networks look at them; MNIST is fetched on first use.</summary>
    /// <param name="preset">Which items, and in which batches.</param>
    /// <param name="seed">The order of the items follows from it, or the items themselves.</param>
    /// <param name="folder">Where the user keeps the files; null for the cache.</param>
    /// <param name="progress">Told in words what is being done, if anything needs to be.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DatasetException">The files are missing or damaged, or do not fit the preset.</exception>
    public static IDataSource Open(Preset preset, long seed, string? folder, IProgress<string>? progress, CancellationToken cancellation)
    {
        var (labelled, random) = (preset.Classes > 0, new RandomStream((ulong)seed, TrainingStreams.Data));
        switch (preset.Data)
        {
            case GaussianOptions scalars:
                var stepsPerEpoch = scalars.SamplesPerEpoch / scalars.Batch;
                return new GaussianSource((float)scalars.Mean, (float)scalars.Std, scalars.Batch, stepsPerEpoch, random);
            case MnistOptions mnist:
                var files = Mnist.EnsureAsync(folder, progress, cancellation).GetAwaiter().GetResult();
                return Batches(mnist, files.Read(Mnist.TrainImages), labelled ? files.Read(Mnist.TrainLabels) : null, random);
            case IdxOptions idx:
                var path = folder ?? throw DatasetException.NoFolder("idx", $"a folder with {Mnist.TrainImages.Name}");
                return Batches(idx, Read(path, Mnist.TrainImages), labelled ? Read(path, Mnist.TrainLabels) : null, random);
            case ImageFolderOptions pictures:
                var root = folder ?? throw DatasetException.NoFolder("images", "a folder of pictures");
                var (images, labels) = ImageFolder.Read(root, pictures.Side, pictures.Channels, labelled, progress, cancellation);
                return Batches(pictures, images, labels, random);
            default:
                throw new NotSupportedException($"Nothing reads data of the options {preset.Data.GetType().Name}. Add a case here.");
        }
    }

    private static ImageBatches Batches(ImageOptions options, IdxFile images, IdxFile? labels, RandomStream order)
    {
        var (side, channels) = (options.ImageSide, options.ImageChannels);
        if ((images.Shape is [_, _, _] && channels != 1) || (images.Shape is [_, var found, _, _] && found != channels))
        {
            throw DatasetException.WrongChannels(images.Path, channels, $"[{string.Join(", ", images.Shape)}]");
        }

        if (images.Shape is [_, .., var height, var width] && (height, width) != (side, side))
        {
            throw DatasetException.WrongSide(images.Path, side, height, width);
        }

        if (images.Shape[0] - options.HoldOut < options.Batch)
        {
            throw DatasetException.TooFew(images.Path, images.Shape[0], options.HoldOut, options.Batch);
        }

        var batches = new ImageBatches(images, options.Batch, options.LastBatch, options.Scale, order, options.HoldOut, labels)
        {
            LabelsAreData = options is OwnImageOptions,
        };
        return batches.Classes <= options.Classes
            ? batches
            : throw DatasetException.TooManyClasses(labels!.Path, options.Classes, batches.Classes);
    }

    private static IdxFile Read(string folder, DatasetFile file) =>
        IdxFile.Read(file.Find(folder) ?? throw DatasetException.MissingFile("data of type idx", folder, file.Name));
}
