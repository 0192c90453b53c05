namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>A one-dimensional run at one moment.</summary>
/// <param name="Title">The moment, such as "start (step 0)".</param>
/// <param name="Data">Real scalars.</param>
/// <param name="Samples">Scalars from the generator.</param>
/// <param name="X">Increasing positions at which the discriminator was asked.</param>
/// <param name="Discriminator">D(x) at each position, 0 to 1.</param>
/// <param name="Optimum">D*(x) at each position (<see cref="OptimalDiscriminator"/>); NaN where it means nothing.</param>
public sealed record GaussianSnapshot(
    string Title,
    IReadOnlyList<float> Data,
    IReadOnlyList<float> Samples,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Discriminator,
    IReadOnlyList<double> Optimum);
