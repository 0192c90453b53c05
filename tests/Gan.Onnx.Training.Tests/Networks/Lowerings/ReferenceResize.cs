using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Networks.Lowerings;

/// <summary>Resizing by the definition, pixel by pixel, for maps [N, H, W, C].</summary>
internal static class ReferenceResize
{
    public static double[] Apply(double[] x, int count, int height, int width, int channels, int newHeight, int newWidth, ResizeMode mode)
    {
        var result = new double[count * newHeight * newWidth * channels];
        for (var i = 0; i < result.Length; i++)
        {
            var (n, row, column, c) = (
                i / (newHeight * newWidth * channels), i / (newWidth * channels) % newHeight, i / channels % newWidth, i % channels);
            var (y, x0) = (Place(row, height, newHeight), Place(column, width, newWidth));
            if (mode == ResizeMode.Nearest)
            {
                result[i] = At((int)y, (int)x0);
                continue;
            }

            var (top, left) = (Math.Floor(y), Math.Floor(x0));
            result[i] = ((1 - (y - top)) * (((1 - (x0 - left)) * At(top, left)) + ((x0 - left) * At(top, left + 1))))
                + ((y - top) * (((1 - (x0 - left)) * At(top + 1, left)) + ((x0 - left) * At(top + 1, left + 1))));

            double At(double r, double k) =>
                x[(((((n * height) + (int)Math.Min(r, height - 1)) * width) + (int)Math.Min(k, width - 1)) * channels) + c];
        }

        return result;

        double Place(int pixel, int from, int to) => mode == ResizeMode.Bilinear
            ? Math.Clamp(((pixel + 0.5) * from / to) - 0.5, 0, from - 1)
            : (double)pixel * from / to;
    }
}
