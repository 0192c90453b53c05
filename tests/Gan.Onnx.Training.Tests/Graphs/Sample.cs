using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Tests.Graphs;

/// <summary>
/// Where an input's elements are drawn from: [low, high), but nowhere near a kink, where a difference quotient means nothing.
/// </summary>
public sealed record Sample(Shape Shape, double Low = -2, double High = 2, params double[] Kinks)
{
    private const double Margin = 0.2;

    /// <summary>Any numbers in a shape of fixed sizes.</summary>
    public static Sample Any(params long[] sizes) => new(Shape.Of(sizes));

    /// <summary>The same without the neighbourhood of these numbers.</summary>
    public Sample AwayFrom(params double[] kinks) => this with { Kinks = kinks };

    /// <summary>The same between other bounds.</summary>
    public Sample Between(double low, double high) => this with { Low = low, High = high };

    /// <summary>Draws all elements.</summary>
    public double[] Draw(Random random)
    {
        var elements = new double[Shape.ElementCount];
        for (var i = 0; i < elements.Length;)
        {
            elements[i] = Low + ((High - Low) * random.NextDouble());
            i += Kinks.All(kink => Math.Abs(elements[i] - kink) > Margin) ? 1 : 0;
        }

        return elements;
    }
}
