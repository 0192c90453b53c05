using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Optimizers;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// A graph that an engine runs: parameters come in under their dotted paths, everything else is fed; gradients leave as
/// <c>gradient/PATH</c>, everything else is read by name.
/// </summary>
/// <param name="Graph">Inputs, nodes and outputs.</param>
/// <param name="Inputs">Those that fill themselves before every run; none for graphs that are no steps.</param>
public sealed record EngineGraph(GraphBuilder Graph, IReadOnlyList<StepInput> Inputs)
{
    /// <summary>The input of real items, [N, …].</summary>
    public const string Images = "images";

    /// <summary>The input of latents, [N, size].</summary>
    public const string Latents = "z";

    /// <summary>The input of labels, [N, classes], 1 at the label and 0 elsewhere; only for presets that look at labels.</summary>
    public const string Labels = "labels";

    /// <summary>The output that training minimises, a scalar.</summary>
    public const string Loss = "loss";

    /// <summary>The part of D's <see cref="Loss"/> that penalties make up, a scalar; no output where there are none.</summary>
    public const string Penalty = "penalty";

    /// <summary>The output mean(sigmoid(D(x))) over real items, a scalar.</summary>
    public const string RealProbability = "real_probability";

    /// <summary>The output mean(sigmoid(D(G(z)))), a scalar.</summary>
    public const string FakeProbability = "fake_probability";

    /// <summary>The output of generated items, [N, …].</summary>
    public const string Samples = "samples";

    /// <summary>The dropout masks among the inputs.</summary>
    public IReadOnlyList<DropoutMask> Masks => [.. Inputs.OfType<DropoutMask>()];

    /// <summary>The graph's name, which is the file's name when it is written to disk.</summary>
    public string Name => Graph.Name;

    /// <summary>Declares the input of labels.</summary>
    /// <param name="graph">The graph under construction.</param>
    /// <param name="classes">What the labels come from; for 0 there is no input, and the answer is null.</param>
    /// <param name="count">Items.</param>
    internal static Value? DeclareLabels(GraphBuilder graph, int classes, int count) =>
        classes > 0 ? graph.Input(Labels, Shape.Of(count, classes)) : null;

    /// <summary>Declares a network's parameters and buffers as graph inputs.</summary>
    internal static IEnumerable<KeyValuePair<string, Value>> Declare(GraphBuilder graph, Network network) =>
    [
        .. network.Parameters.Select(spec => KeyValuePair.Create(spec.Name, graph.Input(spec.Name, spec.Shape))),
        .. DeclareBuffers(graph, network),
    ];

    /// <summary>Declares what the trained network's buffers hold after the step as graph outputs, <c>new/PATH</c>.</summary>
    internal static void DeclareCarried(GraphBuilder graph, ForwardPass pass)
    {
        foreach (var (name, value) in pass.Carried)
        {
            graph.Output(TensorName.New(name), value);
        }
    }

    /// <summary>Declares the parameters that samples are made with.</summary>
    /// <param name="graph">The graph under construction.</param>
    /// <param name="generator">The network.</param>
    /// <param name="averaged">Whether its moving average makes the samples.</param>
    /// <returns>All of them, by the parameters' own names.</returns>
    internal static Dictionary<string, Value> DeclareSampled(GraphBuilder graph, Network generator, bool averaged) =>
        generator.Parameters
            .Select(spec => (Spec: spec, Sampled: averaged ? TensorName.State(spec.Name, MovingAverage.StateName) : spec.Name))
            .Select(pair => KeyValuePair.Create(pair.Spec.Name, graph.Input(pair.Sampled, pair.Spec.Shape)))
            .Concat(DeclareBuffers(graph, generator))
            .ToDictionary();

    /// <summary>Declares the gradient of a loss with respect to all of a network's parameters as graph outputs.</summary>
    internal static void DeclareGradients(GraphBuilder graph, Value loss, Network network, IReadOnlyDictionary<string, Value> parameters)
    {
        var names = network.Parameters.Select(spec => spec.Name).ToArray();
        var gradients = Gradients.Of(loss, [.. names.Select(name => parameters[name])]);
        for (var i = 0; i < names.Length; i++)
        {
            graph.Output(TensorName.Gradient(names[i]), gradients[i]);
        }
    }

    private static IEnumerable<KeyValuePair<string, Value>> DeclareBuffers(GraphBuilder graph, Network network) =>
        network.Buffers.Select(spec => KeyValuePair.Create(spec.Name, graph.Input(spec.Name, spec.Shape)));
}
