using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Optimizers;

/// <summary>
/// Exponential moving average of a network's parameters: average += (1 − decay) · (parameter − average) after every update, in two
/// forms that give the same result, as an <see cref="Optimizer"/> has them. Averaged generators make better images than the last
/// ones (Yazıcı et al. 2019; Karras et al. 2018, section 3).
/// </summary>
/// <param name="Decay">What is left of an old parameter after one update, 0 to below 1.</param>
public sealed record MovingAverage(double Decay)
{
    /// <summary>The average's name among a parameter's states.</summary>
    public const string StateName = "ema";

    private float Gain => (float)(1 - Decay);

    /// <summary>The decay at which an old parameter counts one half after that many images.</summary>
    /// <param name="images">The half-life.</param>
    /// <param name="batch">Images an update.</param>
    public static MovingAverage OfHalfLife(double images, int batch) => new(Math.Pow(0.5, batch / images));

    /// <summary>Updates a block in place.</summary>
    /// <param name="average">The averages; a multiple of eight elements.</param>
    /// <param name="parameters">The new parameters, in the same order.</param>
    public void Update(Span<float> average, ReadOnlySpan<float> parameters)
    {
        var averages = MemoryMarshal.Cast<float, Vector256<float>>(average);
        var values = MemoryMarshal.Cast<float, Vector256<float>>(parameters)[..averages.Length];
        var gain = Vector256.Create(Gain);
        for (var i = 0; i < averages.Length; i++)
        {
            averages[i] += gain * (values[i] - averages[i]);
        }
    }

    /// <summary>Adds one parameter's average to a graph.</summary>
    /// <param name="average">The average before.</param>
    /// <param name="parameter">The new parameter.</param>
    public Value Update(Value average, Value parameter) => average + (Gain * (parameter - average));
}
