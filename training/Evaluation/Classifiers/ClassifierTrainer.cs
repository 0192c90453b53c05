using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Optimizers;

namespace Gan.Onnx.Training.Evaluation.Classifiers;

/// <summary>
/// Trains a digit classifier on the CPU: Adam (lr 2e-3, β 0.9 and 0.999), batches of 128, and instead of a decaying learning rate a moving
/// average of the weights, whose half-life is a twentieth of the training. The result is a function of images, labels, seed and steps. To
/// be used on one thread.
/// </summary>
public sealed class ClassifierTrainer : IDisposable
{
    /// <summary>Epochs of the recipe.</summary>
    public const int Epochs = 16;

    private const double AverageHalfLifeOfAll = 1 / 20.0;
    private static readonly Adam Optimizer = new(LearningRate: 2e-3, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8);

    private readonly ulong _seed;
    private readonly int _epochs;
    private readonly DigitBatches _batches;
    private readonly TrainingEngine _engine;
    private readonly EngineGraph _step;
    private readonly CompiledGraph _graph;

    /// <summary>A freshly initialised classifier.</summary>
    /// <param name="images">[count, 784], grey levels.</param>
    /// <param name="labels">[count], each from 0 to 9.</param>
    /// <param name="epochs">Times that every image will be seen.</param>
    /// <param name="seed">Everything random follows from it.</param>
    public ClassifierTrainer(ReadOnlyMemory<byte> images, ReadOnlyMemory<byte> labels, int epochs, ulong seed)
    {
        (_epochs, _seed) = (epochs, seed);
        _batches = new DigitBatches(images, labels, seed);
        var average = new MovingAverage(AverageHalfLifeOfAll * epochs * labels.Length, DigitBatches.Batch);
        Features = new ParameterBlock(DigitNetwork.CreateFeatures(), Optimizer, average);
        Head = new ParameterBlock(DigitNetwork.CreateHead(DigitNetwork.TrainingOutputs), Optimizer, average);
        Features.Initialize(new RandomStream(seed, EvaluationStreams.FeatureInitialization));
        Head.Initialize(new RandomStream(seed, EvaluationStreams.HeadInitialization));
        _engine = TrainingEngine.Create("cpu", [Features, Head]);
        _step = ClassifierStep.Build(DigitBatches.Batch, _engine.Lowering);
        _graph = _engine.Compile(_step.Graph);
    }

    /// <summary>The network up to the features.</summary>
    public ParameterBlock Features { get; }

    /// <summary>The network from the features to the logits.</summary>
    public ParameterBlock Head { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>Trains for all epochs.</summary>
    /// <param name="progress">Told in a line what each epoch came to.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="RunException">A number came out NaN or infinite; the message names the tensor.</exception>
    public void Train(IProgress<string>? progress, CancellationToken cancellation)
    {
        for (var epoch = 1; epoch <= _epochs; epoch++)
        {
            var loss = 0.0;
            for (var i = 0L; i < _batches.StepsPerEpoch; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                loss += Iterate();
            }

            progress?.Report(
                FormattableString.Invariant($"classifier: epoch {epoch} of {_epochs}, loss {loss / _batches.StepsPerEpoch:F4}"));
        }
    }

    /// <summary>One step.</summary>
    /// <returns>The loss before the update.</returns>
    public float Iterate()
    {
        _batches.Fill(Step, _graph.Input(EngineGraph.Images), _graph.Input(ClassifierStep.OneHot));
        foreach (var input in _step.Inputs.OfType<DrawnInput>())
        {
            input.Fill(_graph.Input(input.Name), new RandomStream(_seed, input.Stream), (ulong)Step);
        }

        _engine.Run(_graph);
        var loss = _graph.Scalar(EngineGraph.Loss);
        foreach (var block in _engine.Blocks)
        {
            if (!float.IsFinite(loss) || !_engine.Update(block.Network.Name, Step + 1))
            {
                throw NonFinite.Find(Step + 1, _graph.Graph.Name, loss, block, _engine.Blocks);
            }
        }

        Step++;
        return loss;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _graph.Dispose();
        _engine.Dispose();
        Features.Dispose();
        Head.Dispose();
    }
}
