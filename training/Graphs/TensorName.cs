namespace Gan.Onnx.Graphs;

/// <summary>
/// What a tensor is to training, and to which tensor: its name in graphs and files follows, and nobody reads a role out of a name.
/// </summary>
/// <param name="Role">What it is.</param>
/// <param name="Of">
/// The parameter or buffer that it belongs to, by its dotted path, or another tensor's name; for a mask the layer's path.
/// </param>
public sealed record TensorName(TensorRole Role, string Of)
{
    /// <summary>∂loss/∂parameter: <c>gradient/generator.0.weight</c>.</summary>
    public static TensorName Gradient(string parameter) => new(TensorRole.Gradient, parameter);

    /// <summary>What a tensor holds after the graph has run: <c>new/generator.0.weight</c>.</summary>
    public static TensorName New(string tensor) => new(TensorRole.New, tensor);

    /// <summary>A layer's dropout mask: <c>mask/generator.2</c>, or <c>mask/PASS/generator.2</c> in a pass with a name.</summary>
    public static TensorName Mask(string? pass, string layer) => new(TensorRole.Mask, pass is null ? layer : $"{pass}/{layer}");

    /// <summary>What is remembered of a parameter from step to step: <c>generator.0.weight.exp_avg</c>.</summary>
    public static string State(string parameter, string state) => $"{parameter}.{state}";

    /// <summary>The name in graphs and files.</summary>
    public override string ToString() => Role switch
    {
        TensorRole.Gradient => $"gradient/{Of}",
        TensorRole.New => $"new/{Of}",
        TensorRole.Mask => $"mask/{Of}",
        _ => throw new InvalidOperationException($"Role {Role} has no name."),
    };
}

/// <summary>What a tensor is to the one that it is named after.</summary>
public enum TensorRole
{
    /// <summary>The loss's gradient with respect to it.</summary>
    Gradient,

    /// <summary>Its value after the graph has run.</summary>
    New,

    /// <summary>What a layer's units are multiplied by.</summary>
    Mask,
}
