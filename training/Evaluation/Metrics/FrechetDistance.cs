using MathNet.Numerics.LinearAlgebra;

namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// The squared Fréchet (2-Wasserstein) distance of two Gaussians (Dowson and Landau 1982; as a metric of generators Heusel et al. 2017,
/// equation 6): d² = |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2 √(√Σ₁ Σ₂ √Σ₁)). The symmetric form has a real root where the usual √(Σ₁Σ₂) may get
/// an imaginary one by rounding, and works on covariances without full rank.
/// </summary>
public static class FrechetDistance
{
    /// <summary>The distance of two sets of samples.</summary>
    public static double Between(FeatureMatrix x, FeatureMatrix y)
    {
        FeatureMatrix.RequireSameDimension(x, y);
        return Between(GaussianMoments.Of(x), GaussianMoments.Of(y));
    }

    /// <summary>The distance of two Gaussians, 0 or more.</summary>
    public static double Between(GaussianMoments x, GaussianMoments y)
    {
        var root = SquareRoot(x.Covariance);
        var product = root * y.Covariance * root;
        var symmetric = (product + product.Transpose()) / 2;
        var traceOfRoot = symmetric.Evd(Symmetricity.Symmetric).EigenValues.Sum(value => Math.Sqrt(Math.Max(0, value.Real)));
        var difference = x.Mean - y.Mean;

        // Below 0 by rounding only.
        return Math.Max(0, difference.DotProduct(difference) + x.Covariance.Trace() + y.Covariance.Trace() - (2 * traceOfRoot));
    }

    private static Matrix<double> SquareRoot(Matrix<double> covariance)
    {
        var decomposition = covariance.Evd(Symmetricity.Symmetric);
        var roots = decomposition.EigenValues.Select(value => Math.Sqrt(Math.Max(0, value.Real)));
        var vectors = decomposition.EigenVectors;
        return vectors * Matrix<double>.Build.DiagonalOfDiagonalVector(Vector<double>.Build.DenseOfEnumerable(roots)) * vectors.Transpose();
    }
}
