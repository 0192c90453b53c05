using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks.Lowerings;

namespace Gan.Onnx.Training.Networks;

/// <summary>What a network's layers share while they add themselves to one graph.</summary>
/// <param name="graph">The graph under construction.</param>
/// <param name="parameters">
/// Parameters, and for inference statistics, by dotted path: graph inputs while training, initializers in a frozen file.
/// </param>
/// <param name="mode">What the pass is for.</param>
/// <param name="lowering">How feature maps are computed with; that of the CPU when absent.</param>
public sealed class ForwardPass(GraphBuilder graph, IReadOnlyDictionary<string, Value> parameters, PassMode mode, Lowering? lowering = null)
{
    private readonly Lowering _lowering = lowering ?? Lowering.Gemm;
    private string? _name;
    private List<(string Name, Value Value)> _measured = [];
    private Dictionary<string, Value> _carried = [];
    private Dictionary<(string? Name, string Path, Value Input), Value> _made = [];

    /// <summary>The graph under construction.</summary>
    public GraphBuilder Graph => graph;

    /// <summary>Parameters, and for inference statistics, by dotted path.</summary>
    public IReadOnlyDictionary<string, Value> Parameters => parameters;

    /// <summary>What the pass is for.</summary>
    public PassMode Mode => mode;

    /// <summary>How feature maps are computed with.</summary>
    public Lowering Lowering => _lowering;

    /// <summary>What the step is fed with; layers add their masks to it.</summary>
    public StepInputs Inputs { get; init; } = new(graph);

    /// <summary>The masks that must be fed, in the order in which layers asked for them.</summary>
    public IReadOnlyList<DropoutMask> Masks => Inputs.Masks;

    /// <summary>The batch's statistics by the names under which inference wants those of the population; empty unless measuring.</summary>
    public IReadOnlyList<(string Name, Value Value)> Measured => _measured;

    /// <summary>The items' labels, [N, classes], 1 at the label and 0 elsewhere; null where layers look at none.</summary>
    public Value? Labels { get; init; }

    /// <summary>What sets the pass apart from others through the same graph; null for the one that has no name.</summary>
    public string? Name => _name;

    /// <summary>The network whose step this is; null outside training.</summary>
    public string? Trained { get; init; }

    /// <summary>What the trained network's buffers hold after the step, by their full paths.</summary>
    public IReadOnlyDictionary<string, Value> Carried => _carried;

    /// <summary>
    /// The same for another pass through the same graph, whose masks are its own, <c>mask/NAME/PATH</c>, and join <see cref="Masks"/>.
    /// </summary>
    /// <param name="name">The pass's name.</param>
    public ForwardPass Named(string name) => Join(parameters, name, Labels);

    /// <summary>The same for items with other labels.</summary>
    /// <param name="labels">[N, classes]; null where there are none.</param>
    public ForwardPass Labelled(Value? labels) => Join(parameters, _name, labels);

    /// <summary>The same with another value for one parameter.</summary>
    /// <param name="name">The parameter's dotted path.</param>
    /// <param name="value">What layers are to take for it.</param>
    public ForwardPass With(string name, Value value) =>
        Join(new Dictionary<string, Value>(parameters) { [name] = value }, _name, Labels, anew: true);

    private ForwardPass Join(IReadOnlyDictionary<string, Value> values, string? name, Value? labels, bool anew = false) =>
        new(graph, values, mode, _lowering)
        {
            Inputs = Inputs,
            _measured = _measured,
            _carried = _carried,
            _made = anew ? [] : _made,
            _name = name,
            Labels = labels,
            Trained = Trained,
        };

    /// <summary>
    /// What a layer that looks at no labels makes of its input: once for all labels that the same items bear in passes of one name.
    /// </summary>
    internal Value Once(string path, Value input, Func<Value> layer)
    {
        if (!_made.TryGetValue((_name, path, input), out var made))
        {
            _made[(_name, path, input)] = made = layer();
        }

        return made;
    }

    internal Value DropoutMask(string path, Shape shape, double p) => Inputs.DeclareMask(TensorName.Mask(_name, path), shape, p);

    /// <summary>The first pass through a layer decides what it carries on; others start from the same buffers and find the same.</summary>
    internal void Carry(string name, Value value) => _carried.TryAdd(name, value);

    internal void Measure(string name, Value statistic)
    {
        if (mode == PassMode.Measuring)
        {
            _measured.Add((name, statistic));
        }
    }
}
