using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Artifacts.Rules;
using Gan.Onnx.Training.Iterations.Engine;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Training.Artifacts.Sessions;

/// <summary>ONNX Runtime Training itself, on the CPU, through the managed API of its package.</summary>
public sealed class NativeTrainingSession : ITrainingSession
{
    private const string Nowhere = "";
    private readonly SessionOptions _options;
    private readonly CheckpointState _state;
    private readonly TrainingSession _session;

    private NativeTrainingSession(ArtifactNames files)
    {
        _options = OrtRuntime.SessionOptions(new CpuDevice());
        _state = CheckpointState.LoadCheckpoint(files.Checkpoint);
        _session = new TrainingSession(_options, _state, files.TrainingModel, files.EvaluationModel, files.OptimizerModel);
    }

    /// <summary>
    /// Whether the native library of this build has the training API. The managed API is in all packages of ONNX Runtime, and says
    /// so when it is first called.
    /// </summary>
    public static bool IsPresent
    {
        get
        {
            OrtRuntime.Start(Environment.ProcessorCount);
            try
            {
                using var state = CheckpointState.LoadCheckpoint(Nowhere);
                return true;
            }
            catch (OnnxRuntimeException)
            {
                // The native library looked for the file.
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }
    }

    /// <summary>Loads the files of a folder.</summary>
    /// <exception cref="OnnxRuntimeException">They break a rule of the runtime.</exception>
    public static NativeTrainingSession Open(string folder) => new(ArtifactSet.In(Path.GetFullPath(folder)));

    /// <inheritdoc/>
    public void LazyResetGradients() => _session.LazyResetGrad();

    /// <inheritdoc/>
    public IReadOnlyList<StateTensor> TrainStep(IReadOnlyList<StateTensor> inputs)
    {
        var byName = inputs.ToDictionary(input => input.Name);
        FixedBufferOnnxValue[] feeds = [.. _session.InputNames(training: true).Select(name => Feed(byName[name]))];
        try
        {
            using var outputs = _session.TrainStep(feeds);
            return [.. outputs.Where(output => output.ElementType == TensorElementType.Float).Select(Fetch)];
        }
        finally
        {
            foreach (var feed in feeds)
            {
                feed.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void OptimizerStep() => _session.OptimizerStep();

    /// <inheritdoc/>
    public void SetLearningRate(float rate) => _session.SetLearningRate(rate);

    /// <inheritdoc/>
    public void GetParameter(string name, Span<float> elements)
    {
        using var parameter = _state.GetParameter(name);
        parameter.GetTensorDataAsSpan<float>().CopyTo(elements);
    }

    /// <inheritdoc/>
    public unsafe void UpdateParameter(string name, long[] shape, ReadOnlySpan<float> elements)
    {
        fixed (float* first = elements)
        {
            using var parameter = OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape, (nint)first, elements.Length * (long)sizeof(float));
            _state.UpdateParameter(name, parameter);
        }
    }

    /// <inheritdoc/>
    public void SaveCheckpoint(string path) => CheckpointState.SaveCheckpoint(_state, path, includeOptimizerState: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The session uses the state: it goes first.
        _session.Dispose();
        _state.Dispose();
        _options.Dispose();
    }

    private static FixedBufferOnnxValue Feed(StateTensor input) => FixedBufferOnnxValue.CreateFromTensor(
        new DenseTensor<float>(input.Elements, [.. input.Shape.Select(size => checked((int)size))]));

    private static StateTensor Fetch(DisposableNamedOnnxValue output)
    {
        var tensor = output.AsTensor<float>();
        var shape = new long[tensor.Rank];
        for (var axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = tensor.Dimensions[axis];
        }

        return new StateTensor(output.Name, shape, tensor.ToArray());
    }
}
