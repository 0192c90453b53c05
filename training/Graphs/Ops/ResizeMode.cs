namespace Gan.Onnx.Graphs.Ops;

/// <summary>How a resized map gets its pixels.</summary>
public enum ResizeMode
{
    /// <summary>The pixel at ⌊i · in / out⌋ (PyTorch's <c>nearest</c>).</summary>
    Nearest,

    /// <summary>Between the two pixels around (i + ½) · in / out − ½ (PyTorch's <c>bilinear</c> without aligned corners).</summary>
    Bilinear,

    /// <summary>
    /// Between the two pixels around i · in / out: TensorFlow 1's <c>resize_images</c>, whose maps drift by half a pixel.
    /// </summary>
    BilinearTensorFlow1,
}
