using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Classifiers;

/// <summary>
/// The digit classifier in two parts, after LeNet-5 (LeCun et al. 1998, section II.B) with its 84 features before the last layer; wider,
/// with ReLU instead of tanh, and with an eleventh output in training for noise and blank images, whose features would else lie among
/// those of odd digits.
/// </summary>
public static class DigitNetwork
{
    /// <summary>Digits.</summary>
    public const int Classes = 10;

    /// <summary>The eleventh output: not a digit. It shapes the features in training and is left out of the exported file.</summary>
    public const int NoDigit = Classes;

    /// <summary>Outputs in training.</summary>
    public const int TrainingOutputs = Classes + 1;

    /// <summary>Features before the last layer, all 0 or more.</summary>
    public const int Features = 84;

    private const double FeatureDropout = 0.1;
    private static readonly PaddingRule Valid = new(Same: false, Zeros: 0);
    private static readonly InitializerOptions Initializer = new(new UniformFanIn(), new UniformFanIn());

    /// <summary>Flat images [N, 784] in [0, 1] become features [N, 84].</summary>
    public static Network CreateFeatures() => new("features", new NetworkOptions(Initializer,
    [
        new Unflatten(1, MnistOptions.Side, MnistOptions.Side), // [1, 28, 28]
        new Conv2d(1, 16, KernelSize: 5, Stride: 1, Valid, Bias: true), // [16, 24, 24]
        new ReLU(),
        new AvgPool2d(2), // [16, 12, 12]
        new Conv2d(16, 32, KernelSize: 5, Stride: 1, Valid, Bias: true), // [32, 8, 8]
        new ReLU(),
        new AvgPool2d(2), // [32, 4, 4]
        new Flatten(),
        new Linear(32 * 4 * 4, Features),
        new ReLU(),
    ]));

    /// <summary>Features [N, 84] become logits [N, outputs].</summary>
    public static Network CreateHead(int outputs) =>
        new("head", new NetworkOptions(Initializer, [new Dropout(FeatureDropout), new Linear(Features, outputs)]));
}
