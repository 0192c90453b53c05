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
}
