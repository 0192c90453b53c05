using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Evaluation.Classifiers;

/// <summary>What the classifier makes of images.</summary>
/// <param name="Features">[N, 84].</param>
/// <param name="Probabilities">[N, 10]; rows sum to 1.</param>
/// <param name="Labels">The most probable digit of each image.</param>
public sealed record Classification(FeatureMatrix Features, FeatureMatrix Probabilities, IReadOnlyList<int> Labels)
{
    /// <summary>Turns logits [N, 10] into probabilities and labels, in double precision.</summary>
    public static Classification Of(FeatureMatrix features, FeatureMatrix logits)
    {
        var (probabilities, labels) = (new double[logits.Values.Length], new int[logits.Count]);
        for (var image = 0; image < logits.Count; image++)
        {
            var row = logits.Row(image);
            for (var digit = 1; digit < row.Length; digit++)
            {
                labels[image] = row[digit] > row[labels[image]] ? digit : labels[image];
            }

            var (sum, start) = (0.0, image * logits.Dimension);
            for (var digit = 0; digit < row.Length; digit++)
            {
                sum += probabilities[start + digit] = Math.Exp(row[digit] - row[labels[image]]);
            }

            for (var digit = 0; digit < row.Length; digit++)
            {
                probabilities[start + digit] /= sum;
            }
        }

        return new Classification(features, new FeatureMatrix(logits.Count, logits.Dimension, probabilities), labels);
    }
}
