using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Optimizers;

/// <summary>
/// Exponential moving average of a network's parameters: average += gain · (parameter − average) after every update, in two
/// forms that give the same result, as an <see cref="Optimizer"/> has them. Averaged generators make better images than the last
/// ones (Yazıcı et al. 2019; Karras et al. 2018, section 3).
/// </summary>
/// <param name="HalfLifeImages">Images after which an old parameter counts one half.</param>
/// <param name="Batch">Images an update.</param>
/// <param name="Rampup">
/// The half-life is never more than this share of the images so far, so that the first parameters, which nobody has trained, are soon
/// forgotten (Karras et al. 2020, 'Training Generative Adversarial Networks with Limited Data', in their code). Null: it is the same all
/// the time.
/// </param>
public sealed record MovingAverage(double HalfLifeImages, int Batch, double? Rampup = null)
{
    /// <summary>The average's name among a parameter's states.</summary>
    public const string StateName = "ema";

    /// <summary>The name of the graph's scalar input for <see cref="Gain"/>.</summary>
    public const string GainName = "ema_gain";

    /// <summary>What a new parameter counts, 0 to 1.</summary>
    /// <param name="update">The number of the update, from 1.</param>
    public float Gain(long update)
    {
        var halfLife = Rampup is { } share ? Math.Min(HalfLifeImages, share * update * Batch) : HalfLifeImages;
        return (float)(1 - Math.Pow(0.5, Batch / halfLife));
    }

    /// <summary>Updates a block in place.</summary>
    /// <param name="update">The number of the update, from 1.</param>
    /// <param name="average">The averages; a multiple of eight elements.</param>
    /// <param name="parameters">The new parameters, in the same order.</param>
    public void Update(long update, Span<float> average, ReadOnlySpan<float> parameters)
    {
        var averages = MemoryMarshal.Cast<float, Vector256<float>>(average);
        var values = MemoryMarshal.Cast<float, Vector256<float>>(parameters)[..averages.Length];
        var gain = Vector256.Create(Gain(update));
        for (var i = 0; i < averages.Length; i++)
        {
            averages[i] += gain * (values[i] - averages[i]);
        }
    }

    /// <summary>Adds one parameter's average to a graph.</summary>
    /// <param name="average">The average before.</param>
    /// <param name="parameter">The new parameter.</param>
    /// <param name="gain">The input of <see cref="GainName"/>.</param>
    public static Value Update(Value average, Value parameter, Value gain) => average + (gain * (parameter - average));
}
