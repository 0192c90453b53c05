using System.Text.Json.Serialization;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks;

/// <summary>A stack of layers with a name, like PyTorch's <c>Sequential</c>: layer k of the generator is <c>generator.k</c>.</summary>
/// <param name="name">The first part of every parameter's path: <c>generator</c> or <c>discriminator</c>.</param>
/// <param name="options">Layers and initializers as the preset gives them.</param>
public sealed class Network(string name, NetworkOptions options)
{
    /// <summary>The first part of every parameter's path.</summary>
    public string Name => name;

    /// <summary>All parameters under their full paths, in the order of the layers.</summary>
    public IReadOnlyList<ParameterSpec> Parameters { get; } =
    [
        .. options.Layers.SelectMany((layer, index) =>
            layer.DeclareParameters().Select(spec => spec with { Name = $"{name}.{index}.{spec.Name}" })),
    ];

    /// <summary>All statistics under their full paths, in the order of the layers.</summary>
    public IReadOnlyList<StatisticSpec> Statistics { get; } =
    [
        .. options.Layers.SelectMany((layer, index) =>
            layer.DeclareStatistics().Select(spec => spec.In($"{name}.{index}"))),
    ];

    /// <summary>All buffers under their full paths, in the order of the layers.</summary>
    public IReadOnlyList<BufferSpec> Buffers { get; } =
    [
        .. options.Layers.SelectMany((layer, index) =>
            layer.DeclareBuffers().Select(spec => spec with { Name = $"{name}.{index}.{spec.Name}" })),
    ];

    /// <summary>True when the output for one item depends on the others of its batch.</summary>
    public bool MixesBatch => options.Layers.Any(layer => layer.MixesBatch);

    /// <summary>How many classes the labels that layers look at come from; 0 where none looks at labels.</summary>
    public int Classes => options.Classes;

    /// <summary>What is done to the input before the first layer while something is trained; null for nothing.</summary>
    public Func<ForwardPass, Value, Value>? Before { get; init; }

    /// <summary>Adds all layers to the graph.</summary>
    /// <param name="pass">Parameters and mode.</param>
    /// <param name="x">The network's input, [N, …].</param>
    /// <exception cref="GraphException">A layer's input does not fit; the message names the layer.</exception>
    public Value Forward(ForwardPass pass, Value x)
    {
        if (Before is not null && pass.Mode == PassMode.Training)
        {
            var (path, items) = ($"{name}.before", x);
            using (pass.Graph.Scope(path))
            {
                x = pass.Once(path, items, () => Before(pass, items));
            }
        }

        for (var index = 0; index < options.Layers.Count; index++)
        {
            var path = $"{name}.{index}";
            using (pass.Graph.Scope(path))
            {
                var (layer, input) = (options.Layers[index], x);
                Value Apply() => layer.Forward(new LayerContext(pass, path), input);
                x = layer.LabelClasses is null ? pass.Once(path, input, Apply) : Apply();
            }
        }

        return x;
    }

    /// <summary>Draws the first values of one parameter.</summary>
    /// <param name="index">Position in <see cref="Parameters"/>.</param>
    /// <param name="destination">The parameter's elements.</param>
    /// <param name="random">The network's initialisation stream.</param>
    public void Initialize(int index, Span<float> destination, RandomStream random)
    {
        var spec = Parameters[index];
        if (spec.Given is { } given)
        {
            given.Span.CopyTo(destination);
            return;
        }

        var initializer = spec.Role switch
        {
            ParameterRole.Weight => options.Initializer.Weight,
            ParameterRole.Bias => options.Initializer.Bias,
            ParameterRole.Embedding => new Normal(1),
            ParameterRole.Scale => new Constant(1),
            _ => new Zeros(),
        };
        initializer.Fill(destination, spec.Fan, random, (ulong)index);
    }

    /// <summary>Draws the first values of one buffer: a direction, all being equally likely.</summary>
    /// <param name="index">Position in <see cref="Buffers"/>.</param>
    /// <param name="destination">The buffer's elements.</param>
    /// <param name="random">The network's initialisation stream.</param>
    public void InitializeBuffer(int index, Span<float> destination, RandomStream random)
    {
        random.Normal(destination, (ulong)(Parameters.Count + index), 0, 1);
        var length = Math.Sqrt(destination.ToArray().Sum(element => (double)element * element));
        foreach (ref var element in destination)
        {
            element = (float)(element / length);
        }
    }
}

/// <summary>A network as a preset describes it.</summary>
/// <param name="Initializer">First values of weights and biases.</param>
/// <param name="Layers">The layers, first to last.</param>
public sealed record NetworkOptions(InitializerOptions Initializer, IReadOnlyList<Layer> Layers)
{
    /// <summary>How many classes the labels that layers look at come from; 0 where none looks at labels.</summary>
    [JsonIgnore]
    public int Classes => Layers.Max(layer => layer.LabelClasses) ?? 0;

    internal void Validate(string network)
    {
        if (Layers.Count == 0)
        {
            throw new PresetException($"{network}.layers must hold at least one layer, found none.");
        }

        Initializer.Weight.Validate($"{network}.initializer.weight");
        Initializer.Bias.Validate($"{network}.initializer.bias");
        for (var index = 0; index < Layers.Count; index++)
        {
            Layers[index].Validate($"{network}.layers.{index}");
        }
    }
}

/// <summary>First values of a network's parameters.</summary>
/// <param name="Weight">For everything that multiplies.</param>
/// <param name="Bias">For everything that is added.</param>
public sealed record InitializerOptions(Initializer Weight, Initializer Bias);
