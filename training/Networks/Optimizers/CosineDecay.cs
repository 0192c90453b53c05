using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Optimizers;

/// <summary>
/// A learning rate that stays, then falls along half a cosine to a share of itself, and stays there (Loshchilov and Hutter 2017,
/// equation 5, without restarts). It counts updates and not shares of the run: a run that is made longer goes on as it was.
/// </summary>
/// <param name="After">Updates at the full learning rate.</param>
/// <param name="Over">Updates in which it falls.</param>
/// <param name="To">The share of the learning rate that is left in the end.</param>
public sealed record CosineDecay(
    [Within(0, 1_000_000_000_000)] long After, [Within(1, 1_000_000_000_000)] long Over, [Within(0.0, 1.0)] double To)
{
    /// <summary>The share of the learning rate for an update.</summary>
    /// <param name="update">Its number, from 1.</param>
    public double Share(long update)
    {
        var way = Math.Clamp((double)(update - 1 - After) / Over, 0, 1);
        return To + ((1 - To) * (1 + Math.Cos(Math.PI * way)) / 2);
    }
}
