namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>How often a conditional generator draws what it was asked for, as the classifier sees it.</summary>
public static class LabelAgreement
{
    /// <summary>Share of images whose class is the one asked for, 0 to 1.</summary>
    /// <param name="requested">The classes asked for; at least one.</param>
    /// <param name="recognised">The classes seen, in the same order.</param>
    public static double Of(IReadOnlyList<int> requested, IReadOnlyList<int> recognised)
    {
        if (requested.Count == 0 || requested.Count != recognised.Count)
        {
            throw new ArgumentException(
                $"Labels are compared one by one; {requested.Count} were asked for and {recognised.Count} recognised.", nameof(recognised));
        }

        return requested.Zip(recognised).Count(pair => pair.First == pair.Second) / (double)requested.Count;
    }

    /// <summary>The same of each class by itself; null for a class that was never asked for.</summary>
    /// <param name="requested">The classes asked for, each from 0 to below <paramref name="classes"/>.</param>
    /// <param name="recognised">The classes seen, in the same order.</param>
    /// <param name="classes">Number of classes.</param>
    public static IReadOnlyList<double?> OfEach(IReadOnlyList<int> requested, IReadOnlyList<int> recognised, int classes)
    {
        var pairs = requested.Zip(recognised).ToLookup(pair => pair.First);
        return
        [
            .. Enumerable.Range(0, classes).Select(label => pairs[label].Any()
                ? pairs[label].Count(pair => pair.Second == label) / (double)pairs[label].Count()
                : (double?)null),
        ];
    }
}
