using MathNet.Numerics.LinearAlgebra;

namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>Mean and covariance of features.</summary>
/// <param name="Mean">[dimension].</param>
/// <param name="Covariance">[dimension, dimension], symmetric, divided by N − 1.</param>
public sealed record GaussianMoments(Vector<double> Mean, Matrix<double> Covariance)
{
    /// <summary>The moments of samples.</summary>
    /// <exception cref="ArgumentException">There is one sample only.</exception>
    public static GaussianMoments Of(FeatureMatrix features)
    {
        if (features.Count < 2)
        {
            throw new ArgumentException("A covariance needs at least 2 samples, found 1. Use more samples.", nameof(features));
        }

        // Row by row is column by column of the transpose, which is how MathNet stores matrices.
        var columns = Matrix<double>.Build.Dense(features.Dimension, features.Count, features.Values.ToArray());
        var mean = columns.RowSums() / features.Count;
        for (var sample = 0; sample < features.Count; sample++)
        {
            columns.SetColumn(sample, columns.Column(sample) - mean);
        }

        return new GaussianMoments(mean, columns.TransposeAndMultiply(columns) / (features.Count - 1));
    }
}
