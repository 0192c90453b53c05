using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>
/// How feature maps lie in memory and which operators compute on them: a property of the device that a graph is built
/// for, not of the layers. All lowerings compute the same numbers up to rounding. Layers hand over their sizes in
/// PyTorch's order (channels, height, width); only the lowering knows where those axes are.
/// </summary>
public abstract class Lowering
{
    /// <summary>
    /// Channels last, convolutions as Gather and Gemm, for parts of a batch where its patches leave the caches: the fastest on a CPU. A
    /// new one each time, since it remembers the graph's resized maps.
    /// </summary>
    public static Lowering Gemm => new GemmLowering(GemmLimits.Cpu);

    /// <summary>The same for whole batches: a GPU would rather have large kernels than reused patches.</summary>
    public static Lowering WholeGemm => new GemmLowering(GemmLimits.Gpu);

    /// <summary>Channels first, convolutions as Conv and ConvTranspose nodes: what cuDNN wants, and what people read most easily.</summary>
    public static Lowering Conv { get; } = new ConvLowering();

    /// <summary>The axis of a map's channels.</summary>
    public abstract int ChannelAxis { get; }

    /// <summary>The axis of a map's rows; columns are the next one.</summary>
    public abstract int HeightAxis { get; }

    /// <summary>The shape of maps.</summary>
    public abstract Shape Maps(Dimension count, long channels, long height, long width);

    /// <summary>Maps from flat items [N, C·H·W] in the order channels, height, width.</summary>
    public abstract Value Unflatten(Value x, long channels, long height, long width);

    /// <summary>Flat items [N, C·H·W], in the order channels, height, width, from maps.</summary>
    public abstract Value Flatten(Value x);

    /// <summary>Cross-correlation, as neural networks understand convolution.</summary>
    /// <param name="x">Maps of I channels.</param>
    /// <param name="weight">[O, k, k, I].</param>
    /// <param name="bias">[O], or null.</param>
    /// <param name="window">How the kernel moves over a map.</param>
    /// <returns>Maps of O channels.</returns>
    public abstract Value Convolve(Value x, Value weight, Value? bias, Window window);

    /// <summary>The adjoint of <see cref="Convolve"/>: every pixel of <paramref name="x"/> paints a weighted kernel.</summary>
    /// <param name="x">Maps of I channels, as large as what the window makes of the result.</param>
    /// <param name="weight">[I, k, k, O].</param>
    /// <param name="bias">[O], or null.</param>
    /// <param name="window">How the kernel moves over the result.</param>
    /// <returns>Maps of O channels, as large as the window's input.</returns>
    public abstract Value ConvolveTransposed(Value x, Value weight, Value? bias, Window window);

    /// <summary>Means over squares of <paramref name="size"/> pixels that do not overlap.</summary>
    public abstract Value AveragePool(Value x, int size);

    /// <summary>Maps of another size.</summary>
    public abstract Value Resize(Value x, long height, long width, ResizeMode mode);
}
