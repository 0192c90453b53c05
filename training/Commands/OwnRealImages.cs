using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary>
/// What a model that still lies in its run's folder was trained on, where that is the user's own images: the run's options say which
/// they are and how they are read.
/// </summary>
internal static class OwnRealImages
{
    /// <summary>The images to compare a model's with; null for a model of MNIST's digits, or one that lies elsewhere.</summary>
    /// <param name="model">The model file, in the run's folder or in <c>best</c> there.</param>
    /// <param name="folder">Where the images are now; null for where they were.</param>
    /// <param name="progress">Told in words how far the reading is.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="RunException">The options beside the model are damaged.</exception>
    /// <exception cref="DatasetException">The images are missing or damaged.</exception>
    public static RealImages? Of(string model, string? folder, IProgress<string> progress, CancellationToken cancellation)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(model))!;
        var place = new[] { parent, Path.GetDirectoryName(parent) }.OfType<string>()
            .Select(path => new RunFolder(path).Options)
            .FirstOrDefault(File.Exists);
        if (place is null || ResolvedOptions.Read(place) is not { Preset: { Data: OwnImageOptions images } preset, Run: var run })
        {
            return null;
        }

        var data = TrainingData.Open(preset, run.Seed, folder ?? run.Data, progress, cancellation, run.SkipUnreadable);
        return RealImages.Of(images, (ITableSource)data, images is IdxOptions idx ? Test(folder ?? run.Data, idx) : null);
    }

    /// <summary>The set's test images, where it has some of the same size.</summary>
    private static ImageSet? Test(string? path, IdxOptions images)
    {
        if (path is null || CifarFiles.Find(path) is { Length: > 0 } || IdxFolder.OpenTest(path, images.Transpose) is not { } test)
        {
            return null;
        }

        int[] expected = images.Channels == 1 ? [images.Side, images.Side] : [images.Channels, images.Side, images.Side];
        return test.Images.Shape.Skip(1).SequenceEqual(expected) && test.Images.Count >= RealImages.LeastUnseen ? test : null;
    }
}
