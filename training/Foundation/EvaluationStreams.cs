namespace Gan.Onnx.Training.Foundation;

/// <summary>Numbers of the random streams that evaluation draws from, apart from those of <see cref="TrainingStreams"/>.</summary>
public static class EvaluationStreams
{
    /// <summary>First values of the classifier's feature network (block: parameter).</summary>
    public const ulong FeatureInitialization = 300;

    /// <summary>First values of the classifier's head (block: parameter).</summary>
    public const ulong HeadInitialization = 310;

    /// <summary>Order of the classifier's training images (block: epoch).</summary>
    public const ulong Order = 320;

    /// <summary>How far each training image is shifted (block: step).</summary>
    public const ulong Shifts = 330;

    /// <summary>Images that are no digits (blocks: step, and an image of a step).</summary>
    public const ulong NonDigits = 340;

    /// <summary>First of the streams of the classifier's dropout masks, one a mask (block: step).</summary>
    public const ulong Masks = 350;

    /// <summary>Weights of the network of random features (block: parameter).</summary>
    public const ulong RandomFeatures = 360;

    /// <summary>Which training images stand for real ones in the real-against-real floor (block: 0).</summary>
    public const ulong Floor = 370;
}
