using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Artifacts.Sessions;

/// <summary>A step that a training session runs: what is fed and read is here, parameters and gradients are the session's.</summary>
internal sealed class TrainingStepGraph : CompiledGraph
{
    /// <summary>Allocates what is fed and read.</summary>
    /// <param name="graph">The step.</param>
    /// <param name="isResident">Whether the session keeps a tensor.</param>
    /// <param name="trained">The network that the step gives gradients of.</param>
    public TrainingStepGraph(GraphBuilder graph, Func<string, bool> isResident, string trained)
        : base(graph, isResident, source: null) => Trained = trained;

    /// <summary>The network that the step gives gradients of.</summary>
    public string Trained { get; }

    /// <summary>Items in a batch.</summary>
    public int Batch => (int)Feeds.First(feed => feed.Name == EngineGraph.Latents).Type.Shape.Sizes[0];

    /// <summary>Runs the step.</summary>
    /// <param name="session">Has the step's training model.</param>
    /// <returns>The outputs that are not read here, but carried to the next step.</returns>
    public IReadOnlyList<StateTensor> Run(ITrainingSession session)
    {
        session.LazyResetGradients();
        var outputs = session.TrainStep(
            [.. Feeds.Select(feed => new StateTensor(feed.Name, feed.Type.Shape.Sizes, Input(feed.Name).ToArray()))]);
        foreach (var output in outputs.Where(output => Gives(output.Name)))
        {
            output.Elements.CopyTo(ResultMemory(output.Name));
        }

        return [.. outputs.Where(output => !Gives(output.Name))];
    }
}
