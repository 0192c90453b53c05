using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Nn.Lowerings;

namespace Gan.Onnx.Training.Nn;

/// <summary>What a network's layers share while they add themselves to one graph.</summary>
/// <param name="graph">The graph under construction.</param>
/// <param name="parameters">Parameters by dotted path: graph inputs while training, initializers in a frozen file.</param>
/// <param name="training">True while training; false for samples and the frozen generator.</param>
/// <param name="lowering">How feature maps are computed with; that of the CPU when absent.</param>
public sealed class ForwardPass(GraphBuilder graph, IReadOnlyDictionary<string, Value> parameters, bool training, Lowering? lowering = null)
{
    private List<DropoutMask> _masks = [];
    private string _prefix = "mask/";

    /// <summary>The graph under construction.</summary>
    public GraphBuilder Graph => graph;

    /// <summary>Parameters by dotted path.</summary>
    public IReadOnlyDictionary<string, Value> Parameters => parameters;

    /// <summary>True while training.</summary>
    public bool Training => training;

    /// <summary>How feature maps are computed with.</summary>
    public Lowering Lowering => lowering ?? Lowering.Gemm;

    /// <summary>The masks that must be fed, in the order in which layers asked for them.</summary>
    public IReadOnlyList<DropoutMask> Masks => _masks;

    /// <summary>The same for another pass through the same graph, whose masks are its own, <c>mask/NAME/PATH</c>, and join <see cref="Masks"/>.</summary>
    /// <param name="name">The pass's name.</param>
    public ForwardPass Named(string name) => new(graph, parameters, training, lowering) { _masks = _masks, _prefix = $"mask/{name}/" };

    internal Value DropoutMask(string path, Shape shape, double p)
    {
        var mask = new DropoutMask(_prefix + path, shape, p);
        _masks.Add(mask);
        return graph.Input(mask.Name, shape);
    }
}
