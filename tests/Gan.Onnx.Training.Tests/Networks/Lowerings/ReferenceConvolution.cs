using Gan.Onnx.Training.Networks.Lowerings;

namespace Gan.Onnx.Training.Tests.Networks.Lowerings;

/// <summary>Convolution and its adjoint by the definition, one multiplication after the other, for maps [N, H, W, C].</summary>
internal static class ReferenceConvolution
{
    /// <summary>Calls <paramref name="meet"/> for every input number, output number and weight that meet.</summary>
    /// <param name="window">How the kernel moves.</param>
    /// <param name="count">Maps.</param>
    /// <param name="inputs">Channels of the convolution's input.</param>
    /// <param name="outputs">Channels of its output.</param>
    /// <param name="meet">Positions in x [N, H, W, I], y [N, H′, W′, O] and w [O, k, k, I].</param>
    public static void ForEach(Window window, int count, int inputs, int outputs, Action<long, long, long> meet)
    {
        for (var n = 0; n < count; n++)
        {
            for (var oy = 0L; oy < window.OutputHeight; oy++)
            {
                for (var ox = 0L; ox < window.OutputWidth; ox++)
                {
                    for (var tap = 0; tap < window.Kernel * window.Kernel; tap++)
                    {
                        var (ky, kx) = (tap / window.Kernel, tap % window.Kernel);
                        var (y, x) = ((oy * window.Stride) + ky - window.Rows.Begin, (ox * window.Stride) + kx - window.Columns.Begin);
                        if (y < 0 || y >= window.Height || x < 0 || x >= window.Width)
                        {
                            continue;
                        }

                        var pixel = ((((n * window.Height) + y) * window.Width) + x) * inputs;
                        var position = ((((n * window.OutputHeight) + oy) * window.OutputWidth) + ox) * outputs;
                        for (var o = 0; o < outputs; o++)
                        {
                            for (var i = 0; i < inputs; i++)
                            {
                                meet(pixel + i, position + o, ((((((long)o * window.Kernel) + ky) * window.Kernel) + kx) * inputs) + i);
                            }
                        }
                    }
                }
            }
        }
    }
}
