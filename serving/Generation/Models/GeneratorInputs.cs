using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Generation.Models;

/// <summary>What a frozen generator is fed: <c>z</c> float [N, latentSize], and <c>labels</c> int64 [N] if it is conditional.</summary>
internal readonly struct GeneratorInputs : IDisposable
{
    private static readonly string[] Unconditional = [FrozenGenerator.LatentInput];
    private static readonly string[] Conditional = [FrozenGenerator.LatentInput, FrozenGenerator.LabelInput];

    public GeneratorInputs(Manifest manifest, Memory<float> latents, Memory<long> labels)
    {
        long count = latents.Length / manifest.LatentSize;
        var z = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, latents, [count, manifest.LatentSize]);
        Values = manifest.Classes > 0 ? [z, OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, labels, [count])] : [z];
    }

    public string[] Names => Values.Length == 1 ? Unconditional : Conditional;

    public OrtValue[] Values { get; }

    public void Dispose()
    {
        foreach (var value in Values)
        {
            value.Dispose();
        }
    }
}
