namespace Gan.Onnx.Training.Artifacts.Checkpoints;

/// <summary>What ONNX Runtime Training trains and keeps: the content of one of its checkpoint files.</summary>
/// <param name="Trainable">The parameters that its optimizer updates, in the order of the training model's inputs.</param>
/// <param name="Frozen">Tensors that its training model takes as they are, in the order of the inputs that follow.</param>
/// <param name="Optimizer">What the optimizer remembers; null to start with moments of zero and a learning rate of 0.001.</param>
public sealed record TrainingState(IReadOnlyList<StateTensor> Trainable, IReadOnlyList<StateTensor> Frozen, OptimizerGroup? Optimizer)
{
    /// <summary>All tensors that are inputs of the models, in their order.</summary>
    public IEnumerable<StateTensor> All => Trainable.Concat(Frozen);
}

/// <summary>A tensor of floats with a name.</summary>
/// <param name="Name">The parameter's dotted path; for a moment, which of the two.</param>
/// <param name="Shape">Fixed sizes.</param>
/// <param name="Elements">As many as the shape takes.</param>
public sealed record StateTensor(string Name, IReadOnlyList<long> Shape, float[] Elements)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(",", Shape)}]";
}

/// <summary>An optimizer's memory.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="LearningRate">What the next update takes.</param>
/// <param name="Moments">Both moments of every trainable parameter.</param>
public sealed record OptimizerGroup(long Step, float LearningRate, IReadOnlyList<ParameterMoments> Moments);

/// <summary>Adam's moments of one parameter.</summary>
/// <param name="Parameter">Its dotted path.</param>
/// <param name="Tensors">Named <c>momentum0</c> and <c>momentum1</c>, of the parameter's shape.</param>
public sealed record ParameterMoments(string Parameter, IReadOnlyList<StateTensor> Tensors)
{
    /// <summary>The names of the first and the second moment.</summary>
    public static IReadOnlyList<string> Names { get; } = ["momentum0", "momentum1"];
}
