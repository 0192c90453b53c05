using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>How often each class was seen.</summary>
/// <param name="Counts">One number a class.</param>
public sealed record ClassHistogram(IReadOnlyList<int> Counts)
{
    /// <summary>Counts labels.</summary>
    /// <param name="labels">Each from 0 to below <paramref name="classes"/>; at least one.</param>
    /// <param name="classes">Number of classes.</param>
    public static ClassHistogram Of(IReadOnlyCollection<int> labels, int classes)
    {
        if (labels.Count == 0)
        {
            throw new ArgumentException("A histogram needs at least one label, found none.", nameof(labels));
        }

        var counts = new int[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return new ClassHistogram(counts);
    }

    /// <summary>KL(histogram ‖ uniform) in nats: 0 when all classes are equally often, ln(classes) when there is one only.</summary>
    public double DivergenceFromUniform()
    {
        var total = (double)Counts.Sum();
        return Counts.Where(count => count > 0).Sum(count => count / total * Math.Log(count / total * Counts.Count));
    }
}
