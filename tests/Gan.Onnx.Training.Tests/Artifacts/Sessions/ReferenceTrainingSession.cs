using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Artifacts.Rules;
using Gan.Onnx.Training.Artifacts.Sessions;

namespace Gan.Onnx.Training.Tests.Artifacts.Sessions;

/// <summary>
/// What ONNX Runtime Training does with a folder of artifacts, done from the files alone: today's ONNX Runtime has no kernels for
/// InPlaceAccumulatorV2 and AdamWOptimizer, so it runs the rest of the models, and these two are computed here. Like the
/// runtime it starts with a learning rate of 0.001, whatever the checkpoint says, accumulates gradients that nobody resets, and saves its
/// lists in an order of its own.
/// </summary>
internal sealed class ReferenceTrainingSession : ITrainingSession
{
    private readonly Dictionary<string, StateTensor> _parameters;
    private readonly ReferenceModel _training;
    private readonly ReferenceAdam _adam;
    private readonly string[] _trainable;
    private readonly Dictionary<string, float[]> _gradients;
    private bool _resets;

    private ReferenceTrainingSession(string folder)
    {
        var files = ArtifactSet.In(folder);
        var state = new CheckpointReader(files.Checkpoint).Read(File.ReadAllBytes(files.Checkpoint));
        _parameters = state.All.ToDictionary(tensor => tensor.Name);
        _trainable = [.. state.Trainable.Select(tensor => tensor.Name)];
        _gradients = state.Trainable.ToDictionary(tensor => tensor.Name, tensor => new float[tensor.Elements.Length]);
        _adam = new ReferenceAdam(File.ReadAllBytes(files.OptimizerModel), state);
        _training = new ReferenceModel(WithGradientsAsOutputs(File.ReadAllBytes(files.TrainingModel)));
    }

    /// <summary>Loads the files.</summary>
    public static ReferenceTrainingSession Open(string folder) => new(folder);

    public void LazyResetGradients() => _resets = true;

    public IReadOnlyList<StateTensor> TrainStep(IReadOnlyList<StateTensor> inputs)
    {
        var outputs = _training.Run([.. inputs, .. _parameters.Values]);
        foreach (var (name, accumulated) in _gradients)
        {
            var gradient = outputs.Single(output => output.Name == GradientNames.Of(name)).Elements;
            for (var i = 0; i < accumulated.Length; i++)
            {
                accumulated[i] = _resets ? gradient[i] : accumulated[i] + gradient[i];
            }
        }

        _resets = false;
        return [.. outputs.Where(output => !output.Name.EndsWith(GradientNames.Suffix, StringComparison.Ordinal))];
    }

    public void OptimizerStep() => _adam.Step(_trainable.Select(name => (name, _parameters[name].Elements, _gradients[name])));

    public void SetLearningRate(float rate) => _adam.LearningRate = rate;

    public void GetParameter(string name, Span<float> elements) => _parameters[name].Elements.CopyTo(elements);

    public void UpdateParameter(string name, long[] shape, ReadOnlySpan<float> elements)
    {
        Assert.Equal(_parameters[name].Shape, shape);
        Assert.Equal(_parameters[name].Elements.Length, elements.Length);
        elements.CopyTo(_parameters[name].Elements);
    }

    public void SaveCheckpoint(string path)
    {
        var (trainable, frozen) = (_trainable.Reverse(), _parameters.Keys.Except(_trainable).Reverse());
        File.WriteAllBytes(
            path,
            CheckpointWriter.Write(new TrainingState(
                [.. trainable.Select(name => _parameters[name])], [.. frozen.Select(name => _parameters[name])], _adam.Save())));
    }

    public void Dispose()
    {
        _training.Dispose();
        _adam.Dispose();
    }

    private static ModelProto WithGradientsAsOutputs(byte[] trainingModel)
    {
        var model = ModelProto.Parser.ParseFrom(trainingModel);
        var graph = model.Graph;
        var accumulators = graph.Node.Where(node => node.OpType == MicrosoftDomain.Accumulator).ToArray();
        foreach (var node in accumulators)
        {
            graph.Node.Remove(node);
            graph.Output.Remove(graph.Output.Single(output => output.Name == node.Output[0]));
            var buffer = graph.Input.Single(input => input.Name == node.Input[0]);
            graph.Input.Remove(buffer);
            graph.Output.Add(new ValueInfoProto { Name = node.Input[1], Type = buffer.Type });
        }

        graph.Input.Remove(graph.Input.Single(input => input.Name == GradientNames.LazyReset));
        return model;
    }
}
