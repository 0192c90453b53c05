using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>The statistics that a file's batch normalisation has.</summary>
/// <param name="Mean">The mean's name.</param>
/// <param name="Means">A number for each channel.</param>
/// <param name="Variance">The variance's name.</param>
/// <param name="Variances">A number for each channel.</param>
internal sealed record OnnxStatistics(string Mean, float[] Means, string Variance, float[] Variances)
{
    /// <summary>The same as a layer declares them, where those of the population take their place.</summary>
    public StatisticSpec[] Declare() =>
        [new(Mean, Shape.Of(Means.Length)), new(Variance, Shape.Of(Variances.Length), Around: Mean)];
}
