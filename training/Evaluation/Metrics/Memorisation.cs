namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// How near generated images come to training images, compared with how near unseen real images come: the median distance to the
/// nearest training image of each. A ratio well below 1 means that images were memorised; far above 1, that they are unlike digits.
/// </summary>
/// <param name="Generated">Median for generated images, in grey levels.</param>
/// <param name="Unseen">Median for real images outside the training set, in grey levels.</param>
public sealed record Memorisation(double Generated, double Unseen)
{
    /// <summary>Generated divided by unseen; not finite where half of the unseen images are in the training set.</summary>
    public double Ratio => Generated / Unseen;

    /// <summary>Compares two searches in the training set.</summary>
    public static Memorisation Of(NearestNeighbours generated, NearestNeighbours unseen) => new(Median(generated), Median(unseen));

    private static double Median(NearestNeighbours found)
    {
        double[] distances = [.. found.Distances.Select(row => row[0]).Order()];
        return (distances[(distances.Length - 1) / 2] + distances[distances.Length / 2]) / 2;
    }
}
