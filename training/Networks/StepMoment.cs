using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Networks;

/// <summary>A step that is about to run: all that its inputs follow from.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Step">Iterations that came before, from 0.</param>
/// <param name="Data">The real items.</param>
/// <param name="Earlier">The inputs of the discriminator's step, which runs first in an iteration.</param>
public sealed record StepMoment(ulong Seed, long Step, IDataSource Data, EarlierInputs Earlier)
{
    /// <summary>Each picture's probability of each augmentation, 0 to 1.</summary>
    public double AugmentStrength { get; init; } = 1;
}

/// <summary>Gives an input of the step before, as it was filled.</summary>
/// <param name="name">The graph input's name.</param>
public delegate ReadOnlySpan<float> EarlierInputs(string name);
