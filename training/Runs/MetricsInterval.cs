namespace Gan.Onnx.Training.Runs;

/// <summary>
/// When a line of the metrics is due: often while a training is young, so that a run of three minutes has curves, and once an epoch of
/// MNIST's size later, so that a long run's file stays small. An epoch is divided evenly, and its end always has a line.
/// </summary>
internal static class MetricsInterval
{
    // Ten epochs of MNIST, whose last images may not fill a batch.
    private const long YoungUntil = 590_000;
    private const long ImagesWhileYoung = 10_000;
    private const long ImagesLater = 60_000;

    /// <summary>
    /// Whether a line is due after an iteration; a function of these numbers only, so that a resumed run has the same lines.
    /// </summary>
    /// <param name="step">Iterations done, at least 1.</param>
    /// <param name="stepsPerEpoch">Iterations in an epoch.</param>
    /// <param name="imagesPerEpoch">Real images seen in one.</param>
    public static bool IsDue(long step, long stepsPerEpoch, long imagesPerEpoch)
    {
        var within = ((step - 1) % stepsPerEpoch) + 1;
        var before = (step - 1) / stepsPerEpoch * imagesPerEpoch;
        var interval = before < YoungUntil ? ImagesWhileYoung : ImagesLater;
        var lines = Math.Clamp((imagesPerEpoch + (interval / 2)) / interval, 1, stepsPerEpoch);
        return within * lines / stepsPerEpoch > (within - 1) * lines / stepsPerEpoch;
    }
}
