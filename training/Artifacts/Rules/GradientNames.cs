namespace Gan.Onnx.Training.Artifacts.Rules;

/// <summary>The names by which ONNX Runtime Training knows what a model's inputs and outputs are for: nothing else tells it.</summary>
internal static class GradientNames
{
    /// <summary>How every gradient's name ends; no input or output of the user's own may.</summary>
    public const string Suffix = "_grad";

    /// <summary>The last input, bool [1]: whether the step's gradients replace those that were accumulated, or are added to them.</summary>
    public const string LazyReset = "lazy_reset_grad";

    private const string BufferSuffix = $"{Suffix}.accumulation.buffer";
    private const string AccumulatedSuffix = $"{Suffix}.accumulation.out";

    /// <summary>A parameter's gradient within the graph.</summary>
    public static string Of(string parameter) => parameter + Suffix;

    /// <summary>The input in which a parameter's gradients are accumulated.</summary>
    public static string Buffer(string parameter) => parameter + BufferSuffix;

    /// <summary>The output that says that they were accumulated, bool [1].</summary>
    public static string Accumulated(string parameter) => parameter + AccumulatedSuffix;

    /// <summary>Whether an input is one that gradients are accumulated in.</summary>
    public static bool IsBuffer(string name) => name.EndsWith(BufferSuffix, StringComparison.Ordinal);

    /// <summary>Whether an output says that gradients were accumulated.</summary>
    public static bool IsAccumulated(string name) => name.EndsWith(AccumulatedSuffix, StringComparison.Ordinal);
}
