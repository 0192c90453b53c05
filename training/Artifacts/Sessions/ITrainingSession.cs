using Gan.Onnx.Training.Artifacts.Checkpoints;

namespace Gan.Onnx.Training.Artifacts.Sessions;

/// <summary>
/// A network in training, as ONNX Runtime Training offers it: the four files of an <see cref="ArtifactSet"/>, loaded. The names are those
/// of its class TrainingSession (<see href="https://onnxruntime.ai/docs/api/csharp/api/"/>).
/// </summary>
public interface ITrainingSession : IDisposable
{
    /// <summary>The next step's gradients replace those that were accumulated.</summary>
    void LazyResetGradients();

    /// <summary>Forward and backward; the gradients stay in the session.</summary>
    /// <param name="inputs">All user inputs of the training model, in any order.</param>
    /// <returns>The user outputs of the training model, the loss first.</returns>
    IReadOnlyList<StateTensor> TrainStep(IReadOnlyList<StateTensor> inputs);

    /// <summary>Updates all trainable parameters with the gradients.</summary>
    void OptimizerStep();

    /// <summary>Sets the learning rate of all updates to come.</summary>
    void SetLearningRate(float rate);

    /// <summary>Copies a parameter, trainable or frozen, out of the session.</summary>
    /// <param name="name">The dotted path.</param>
    /// <param name="elements">As many as the parameter has.</param>
    void GetParameter(string name, Span<float> elements);

    /// <summary>Replaces a parameter, trainable or frozen.</summary>
    /// <param name="name">The dotted path.</param>
    /// <param name="shape">The parameter's shape.</param>
    /// <param name="elements">As many as the parameter has.</param>
    void UpdateParameter(string name, long[] shape, ReadOnlySpan<float> elements);

    /// <summary>Writes all parameters, the optimizer's moments and its count of updates to a checkpoint.</summary>
    void SaveCheckpoint(string path);
}

/// <summary>Loads the files of an <see cref="ArtifactSet"/>.</summary>
/// <param name="folder">Where they lie.</param>
public delegate ITrainingSession OpenTrainingSession(string folder);
