namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>How a picture of any size becomes a square.</summary>
public enum PictureResize
{
    /// <summary>Its middle square.</summary>
    Crop,

    /// <summary>All of it, with borders of the background above and below or left and right.</summary>
    Fit,

    /// <summary>All of it, squeezed.</summary>
    Stretch,
}
