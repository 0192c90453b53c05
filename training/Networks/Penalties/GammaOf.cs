namespace Gan.Onnx.Training.Networks.Penalties;

/// <summary>
/// γ of R1 and R2 by the size of what they look at: D(x) − D(G(z)) that a bound on |∂D/∂x| allows grows with the distance of x and G(z),
/// whose square is a sum over values. So a γ that keeps D in check at one size is too small for larger pictures (Karras et al. 2020 make
/// it proportional to their pixels, too).
/// </summary>
internal static class GammaOf
{
    /// <summary>γ for items of so many values.</summary>
    /// <param name="values">Values of an item.</param>
    /// <param name="gamma">γ as written.</param>
    /// <param name="upTo">Values up to which it is so; null for any number.</param>
    public static double Items(long values, double gamma, int? upTo) => upTo < values ? gamma * values / upTo.Value : gamma;
}
