using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gan.Onnx.Training.Networks.Optimizers;

/// <summary>
/// Adam's update in a single SIMD pass: reads each gradient once, and reads and writes each parameter and moment once.
/// Moments too small for a normal float become 0, since arithmetic on denormals is many times slower.
/// </summary>
internal readonly struct AdamKernel(double beta1, double beta2, double epsilon, float stepSize, float rootCorrection)
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>Updates all four blocks, which have one length, a multiple of eight elements.</summary>
    /// <returns>False when a gradient, or its square, was NaN or infinite.</returns>
    /// <exception cref="ArgumentException">The lengths are not such: elements would be passed over in silence.</exception>
    public bool Update(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> firstMoments, Span<float> secondMoments)
    {
        var length = parameters.Length;
        if (length % Vector256<float>.Count != 0
            || gradients.Length != length
            || firstMoments.Length != length
            || secondMoments.Length != length)
        {
            throw new ArgumentException(
                $"Adam's blocks must have one length, a multiple of {Vector256<float>.Count}; "
                + $"they have {length}, {gradients.Length}, {firstMoments.Length}, {secondMoments.Length}.");
        }

        var parameterVectors = MemoryMarshal.Cast<float, Vector256<float>>(parameters);
        var gradientVectors = MemoryMarshal.Cast<float, Vector256<float>>(gradients)[..parameterVectors.Length];
        var firstVectors = MemoryMarshal.Cast<float, Vector256<float>>(firstMoments)[..parameterVectors.Length];
        var secondVectors = MemoryMarshal.Cast<float, Vector256<float>>(secondMoments)[..parameterVectors.Length];
        var (decay1, gain1) = (Vector256.Create((float)beta1), Vector256.Create((float)(1 - beta1)));
        var (decay2, gain2) = (Vector256.Create((float)beta2), Vector256.Create((float)(1 - beta2)));
        var (rate, correction, offset) = (Vector256.Create(stepSize), Vector256.Create(rootCorrection), Vector256.Create((float)epsilon));

        // x − x is 0 for finite x and NaN otherwise, and NaN survives every addition.
        var finite = Vector256<float>.Zero;
        for (var i = 0; i < parameterVectors.Length; i++)
        {
            var gradient = gradientVectors[i];
            var first = Flush((decay1 * firstVectors[i]) + (gain1 * gradient));
            var second = Flush((decay2 * secondVectors[i]) + (gain2 * (gradient * gradient)));
            finite += second - second;
            firstVectors[i] = first;
            secondVectors[i] = second;
            parameterVectors[i] -= rate * (first / ((Vector256.Sqrt(second) * correction) + offset));
        }

        return finite == Vector256<float>.Zero;
    }

    private static Vector256<float> Flush(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(x), Vector256.Create(SmallestNormal)), Vector256<float>.Zero, x);
}
