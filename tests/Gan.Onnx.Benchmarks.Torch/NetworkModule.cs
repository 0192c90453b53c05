using Gan.Onnx.Benchmarks.Torch.Layers;
using Gan.Onnx.Training.Networks;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gan.Onnx.Benchmarks.Torch;

/// <summary>A network of a preset in TorchSharp.</summary>
internal sealed class NetworkModule
{
    private readonly List<LayerModule> _layers = [];

    /// <summary>A network whose weights are not yet set.</summary>
    /// <param name="name">The first part of every path: generator or discriminator.</param>
    /// <param name="options">Its layers.</param>
    /// <exception cref="TorchBenchmarkException">A layer is not known here.</exception>
    public NetworkModule(string name, NetworkOptions options)
    {
        foreach (var (index, layer) in options.Layers.Index())
        {
            _layers.Add(LayerModules.Create(layer, $"{name}.{index}", index > 0 && _layers[^1].MayBeOverwritten));
        }

        Name = name;
        Parameters = [.. Named(layer => layer.Parameters)];
        Buffers = [.. Named(layer => layer.Buffers)];
    }

    /// <summary>The first part of every path.</summary>
    public string Name { get; }

    /// <summary>The trained tensors by path, such as <c>generator.0.weight</c>.</summary>
    public IReadOnlyList<(string Name, Parameter Tensor)> Parameters { get; }

    /// <summary>What is carried from step to step without being trained, by path.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Buffers { get; }

    /// <summary>Says whose step it is: a network that is not trained needs no gradients of its weights.</summary>
    public void Train(bool trained)
    {
        foreach (var (_, parameter) in Parameters)
        {
            parameter.requires_grad_(trained);
        }

        _layers.ForEach(layer => layer.IsTrained = trained);
    }

    /// <summary>Puts the gradient of a loss beside each parameter, in place of an earlier one.</summary>
    public void Differentiate(Tensor loss)
    {
        foreach (var (_, parameter) in Parameters)
        {
            parameter.grad = null;
        }

        loss.backward();
    }

    /// <summary>Takes over what the step made of the buffers.</summary>
    public void Carry() => _layers.ForEach(layer => layer.Carry());

    /// <summary>All layers, one after the other.</summary>
    public Tensor Forward(Pass pass, Tensor x) => FromLabels(pass, BeforeLabels(pass, x));

    /// <summary>The layers before the first that looks at labels.</summary>
    public Tensor BeforeLabels(Pass pass, Tensor x) =>
        _layers.TakeWhile(layer => !layer.LooksAtLabels).Aggregate(x, (value, layer) => layer.Forward(pass, value));

    /// <summary>The layers from the first that looks at labels on.</summary>
    public Tensor FromLabels(Pass pass, Tensor x) =>
        _layers.SkipWhile(layer => !layer.LooksAtLabels).Aggregate(x, (value, layer) => layer.Forward(pass, value));

    private IEnumerable<(string Name, T Tensor)> Named<T>(Func<LayerModule, IEnumerable<(string Name, T Tensor)>> tensors) =>
        _layers.Index().SelectMany(entry => tensors(entry.Item).Select(tensor => ($"{Name}.{entry.Index}.{tensor.Name}", tensor.Tensor)));
}
