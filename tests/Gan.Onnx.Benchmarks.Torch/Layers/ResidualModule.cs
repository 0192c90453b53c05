using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="Residual"/>: layers beside the identity, or beside a 1×1 convolution.</summary>
internal sealed class ResidualModule : LayerModule
{
    private readonly List<LayerModule> _layers = [];
    private readonly Conv2dModule? _shortcut;

    public ResidualModule(Residual layer, string path)
    {
        // The first layer must leave the input as it is, which is added at the end.
        foreach (var (index, inner) in layer.Layers.Index())
        {
            _layers.Add(LayerModules.Create(inner, $"{path}.layers.{index}", index > 0 && _layers[^1].MayBeOverwritten));
        }

        _shortcut = layer.In == layer.Out ? null : new Conv2dModule(new Conv2d(layer.In, layer.Out, 1, 1, default, Bias: false));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Parameter Tensor)> Parameters =>
    [
        .. Named(layer => layer.Parameters),
        .. _shortcut?.Parameters.Select(parameter => ($"shortcut.{parameter.Name}", parameter.Tensor)) ?? [],
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Tensor Tensor)> Buffers => Named(layer => layer.Buffers);

    /// <inheritdoc/>
    public override bool MayBeOverwritten => true;

    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x)
    {
        _layers.ForEach(layer => layer.IsTrained = IsTrained);
        var made = _layers.Aggregate(x, (value, layer) => layer.Forward(pass, value));
        return made + (_shortcut?.Forward(pass, x) ?? x);
    }

    /// <inheritdoc/>
    public override void Carry() => _layers.ForEach(layer => layer.Carry());

    private (string Name, T Tensor)[] Named<T>(Func<LayerModule, IEnumerable<(string Name, T Tensor)>> tensors) =>
    [
        .. _layers.Index()
            .SelectMany(entry => tensors(entry.Item).Select(tensor => ($"layers.{entry.Index}.{tensor.Name}", tensor.Tensor))),
    ];
}
