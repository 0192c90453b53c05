using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

/// <summary>A layer in a graph of its own, whose inputs are x, the layer's parameters and its masks, in this order.</summary>
internal static class LayerRun
{
    /// <summary>Adds the layer under the path <c>net.0</c>.</summary>
    public static (Value X, Value Y, ForwardPass Pass) Add(Layer layer, Shape shape, bool training = true)
    {
        var graph = new GraphBuilder("layer");
        var x = graph.Input("x", shape);
        var parameters = layer.DeclareParameters()
            .ToDictionary(spec => $"net.0.{spec.Name}", spec => graph.Input($"net.0.{spec.Name}", spec.Shape));
        var pass = new ForwardPass(graph, parameters, training ? PassMode.Training : PassMode.Inference);
        return (x, layer.Forward(new LayerContext(pass, "net.0"), x), pass);
    }

    /// <summary>Adds the layer for items with labels, the graph's last input.</summary>
    public static (Value X, Value Y, ForwardPass Pass) AddLabelled(Layer layer, Shape shape, int classes)
    {
        var x = new GraphBuilder("layer").Input("x", shape);
        var parameters = layer.DeclareParameters()
            .ToDictionary(spec => $"net.0.{spec.Name}", spec => x.Graph.Input($"net.0.{spec.Name}", spec.Shape));
        var pass = new ForwardPass(x.Graph, parameters, PassMode.Training)
        {
            Labels = x.Graph.Input("labels", new Shape(shape[0], classes)),
        };
        return (x, layer.Forward(new LayerContext(pass, "net.0"), x), pass);
    }

    /// <summary>Runs the layer once.</summary>
    public static Tensor Execute(Layer layer, Shape shape, params double[][] feeds)
    {
        var (_, y, pass) = Add(layer, shape);
        pass.Graph.Output("y", y);
        return GraphRun.Once(pass.Graph, feeds)[0];
    }
}
