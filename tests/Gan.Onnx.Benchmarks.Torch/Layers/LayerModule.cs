using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>
/// A layer of a preset in TorchSharp, with its tensors. Maps are [N, C, H, W] and kernels in PyTorch's order, but both lie channels last in
/// memory (PyTorch's <c>channels_last</c>, which TorchSharp has no word for): oneDNN takes them as they are.
/// </summary>
internal abstract class LayerModule
{
    /// <summary>The trained tensors, under the names that this project's layers give them.</summary>
    public virtual IReadOnlyList<(string Name, Parameter Tensor)> Parameters => [];

    /// <summary>What is carried from step to step without being trained, under those names, too.</summary>
    public virtual IReadOnlyList<(string Name, Tensor Tensor)> Buffers => [];

    /// <summary>
    /// Whether the next layer may overwrite the result: memory of its own, which this layer's gradient does not look at.
    /// </summary>
    public virtual bool MayBeOverwritten => false;

    /// <summary>Whether the result depends on labels.</summary>
    public virtual bool LooksAtLabels => false;

    /// <summary>Whether the layer's own network takes the step.</summary>
    public bool IsTrained { get; set; }

    /// <summary>The layer's output.</summary>
    /// <param name="pass">Labels and masks.</param>
    /// <param name="x">[N, …].</param>
    public abstract Tensor Forward(Pass pass, Tensor x);

    /// <summary>Takes over what the step made of the buffers.</summary>
    public virtual void Carry()
    {
    }
}
