using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Datasets.Pictures;
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
    /// <param name="cancellation">Stops a download, or the decoding of pictures.</param>
    /// <param name="skipUnreadable">Whether to go on without pictures that cannot be read.</param>
    /// <exception cref="DatasetException">The files are missing or damaged, or do not fit the preset.</exception>
    public static IDataSource Open(
        Preset preset,
        long seed,
        string? folder,
        IProgress<string>? progress,
        CancellationToken cancellation,
        bool skipUnreadable = false)
    {
        var labelled = preset.Classes > 0;
        switch (preset.Data)
        {
            case GaussianOptions scalars:
                var stepsPerEpoch = scalars.SamplesPerEpoch / scalars.Batch;
                var numbers = new RandomStream((ulong)seed, TrainingStreams.Data);
                return new GaussianSource((float)scalars.Mean, (float)scalars.Std, scalars.Batch, stepsPerEpoch, numbers);
            case MnistOptions mnist:
                var files = Mnist.EnsureAsync(folder, progress, cancellation).GetAwaiter().GetResult();
                var digits = labelled ? files.Read(Mnist.TrainLabels) : null;
                return Batches(mnist, Set(files.Read(Mnist.TrainImages), digits), seed);
            case IdxOptions idx:
                var path = folder ?? throw DatasetException.NoFolder("idx", $"a folder with {Mnist.TrainImages.Name}");
                return Batches(idx, CifarFiles.Find(path) is { Length: > 0 } cifar
                    ? CifarFiles.Read(path, cifar, labelled)
                    : IdxFolder.Open(path, labelled, idx.Transpose), seed);
            case ImageFolderOptions pictures:
                var root = folder ?? throw DatasetException.NoFolder("images", "a folder of pictures");
                var cache = CacheFolder.For("pictures");
                return Batches(
                    pictures, new ImageFolder(pictures.Form, labelled, skipUnreadable, cache, progress, cancellation).Read(root), seed);
            default:
                throw new NotSupportedException($"Nothing reads data of the options {preset.Data.GetType().Name}. Add a case here.");
        }
    }

    private static ImageSet Set(IdxFile images, IdxFile? labels) =>
        new(ArrayRows.Of(images), labels is null ? null : ImageLabels.Of(labels));

    private static ImageBatches Batches(ImageOptions options, ImageSet set, long seed)
    {
        var (images, side, channels) = (set.Images, options.ImageSide, options.ImageChannels);
        if ((images.Shape is [_, _, _] && channels != 1) || (images.Shape is [_, var found, _, _] && found != channels))
        {
            throw DatasetException.WrongChannels(images.Path, channels, $"[{string.Join(", ", images.Shape)}]");
        }

        if (images.Shape is [_, .., var height, var width] && (height, width) != (side, side))
        {
            throw DatasetException.WrongSide(images.Path, side, height, width);
        }

        if (images.Count - options.HoldOut < options.Batch)
        {
            throw DatasetException.TooFew(images.Path, images.Count, options.HoldOut, options.Batch);
        }

        if (set.Labels is { } labels && labels.Classes > options.Classes)
        {
            throw DatasetException.TooManyClasses(labels.Path, options.Classes, labels.Classes);
        }

        var own = options as OwnImageOptions;
        var order = new RandomStream((ulong)seed, TrainingStreams.Data);
        return new ImageBatches(set, options.Batch, options.LastBatch, options.Scale, order, options.HoldOut)
        {
            LabelsAreData = own is not null,
            Flips = own is { HorizontalFlip: true } ? new HorizontalFlips(order with { Stream = TrainingStreams.HorizontalFlip }) : null,
            ClassNames = set.Labels is null ? null : (options as IdxOptions)?.ClassNames ?? set.Labels.Names,
        };
    }
}
