using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks.Lowerings;

namespace Gan.Onnx.Training.Networks;

/// <summary>One layer's view of a <see cref="ForwardPass"/>.</summary>
/// <param name="pass">The pass that the layer takes part in.</param>
/// <param name="path">The layer's dotted path, such as <c>generator.2</c>.</param>
public sealed class LayerContext(ForwardPass pass, string path)
{
    /// <summary>The layer's dotted path, for messages.</summary>
    public string Path => path;

    /// <summary>What the pass is for.</summary>
    public PassMode Mode => pass.Mode;

    /// <summary>How feature maps are computed with.</summary>
    public Lowering Lowering => pass.Lowering;

    /// <summary>One of the layer's parameters or statistics.</summary>
    public Value Parameter(string name) => pass.Parameters[$"{path}.{name}"];

    /// <summary>The items' labels, a row each that is 1 at the label and 0 elsewhere: [N, classes].</summary>
    /// <param name="classes">What the layer expects.</param>
    /// <exception cref="GraphException">The items have no labels, or other ones.</exception>
    public Value Labels(int classes) => pass.Labels is { } labels && labels.Shape[1] == classes
        ? labels
        : throw new GraphException(
            $"'{path}' looks at labels of {classes} classes, the items' are {pass.Labels?.Shape.ToString() ?? "not given"}. "
            + "Make both equal.");

    /// <summary>True while the layer's own network takes its step.</summary>
    public bool IsTrained => pass.Trained is { } trained && path.StartsWith($"{trained}.", StringComparison.Ordinal);

    /// <summary>Tells what one of the layer's buffers holds after the step.</summary>
    public void Carry(string name, Value value) => pass.Carry($"{path}.{name}", value);

    /// <summary>The context of a layer inside this one, which has its parameters but for one.</summary>
    /// <param name="name">The parameter, such as <c>weight</c>.</param>
    /// <param name="value">What the inner layer is to take for it.</param>
    public LayerContext With(string name, Value value) => new(pass.With($"{path}.{name}", value), path);

    /// <summary>The context of a layer that is a part of this one.</summary>
    /// <param name="name">What stands between this layer's path and the names of the part's parameters.</param>
    public LayerContext In(string name) => new(pass, $"{path}.{name}");

    /// <summary>A mask of 0 and 1/(1−p), fed from outside so that runs can be repeated and resumed.</summary>
    public Value DropoutMask(Shape shape, double p) => pass.DropoutMask(path, shape, p);

    /// <summary>Tells what one of the layer's statistics is in this batch; recorded while measuring.</summary>
    public void Measure(string name, Value statistic) => pass.Measure($"{path}.{name}", statistic);
}
