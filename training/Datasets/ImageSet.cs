namespace Gan.Onnx.Training.Datasets;

/// <summary>Images, and their labels where they are wanted.</summary>
/// <param name="Images">The images.</param>
/// <param name="Labels">As many labels; null where nobody asked for them.</param>
public sealed record ImageSet(ImageRows Images, ImageLabels? Labels);
