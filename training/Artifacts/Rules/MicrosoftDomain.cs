namespace Gan.Onnx.Training.Artifacts.Rules;

/// <summary>ONNX Runtime's own operators that training takes.</summary>
internal static class MicrosoftDomain
{
    /// <summary>The domain.</summary>
    public const string Name = "com.microsoft";

    /// <summary>buffer = gradient where the reset flag holds, else buffer + gradient; in place.</summary>
    public const string Accumulator = "InPlaceAccumulatorV2";

    /// <summary>Adam, with or without weight decay, over sequences of tensors; in place.</summary>
    public const string Adam = "AdamWOptimizer";
}
