using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

/// <summary>Features for tests.</summary>
internal static class Features
{
    /// <summary>Samples of one number each.</summary>
    public static FeatureMatrix Line(params double[] numbers) => new(numbers.Length, 1, numbers);

    /// <summary>Samples given row by row.</summary>
    public static FeatureMatrix Rows(int dimension, params double[] numbers) => new(numbers.Length / dimension, dimension, numbers);

    /// <summary>Independent standard normal numbers.</summary>
    public static FeatureMatrix Normal(int count, int dimension, ulong seed)
    {
        var numbers = new float[count * dimension];
        new RandomStream(seed, 101).Normal(numbers, 0, 0, 1);
        return FeatureMatrix.Of(dimension, numbers);
    }
}
