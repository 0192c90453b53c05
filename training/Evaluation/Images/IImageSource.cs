namespace Gan.Onnx.Training.Evaluation.Images;

/// <summary>Whatever makes the images that are evaluated.</summary>
public interface IImageSource
{
    /// <summary>Classes that an image can be asked for; 0 means none can.</summary>
    int Classes { get; }

    /// <summary>Makes images on 8-bit pixels: image k depends on the source's seed, on k and on its label only.</summary>
    /// <param name="first">k of the first image.</param>
    /// <param name="count">Images, at least 1.</param>
    /// <param name="labels">A class for each image, where there are classes; null where there are none.</param>
    /// <returns>[count, channels, side, side], 0 black to 255 white.</returns>
    byte[] Generate(int first, int count, IReadOnlyList<int>? labels);
}
