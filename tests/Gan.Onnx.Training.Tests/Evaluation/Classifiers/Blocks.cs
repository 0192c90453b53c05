using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

/// <summary>Ten classes of images that are easily told apart: a white square in one of ten places, of a brightness that varies.</summary>
internal static class Blocks
{
    private const int Size = 5;

    /// <summary>Images [count, 784] and their classes, in turn.</summary>
    public static (byte[] Images, byte[] Labels) Draw(int count)
    {
        var (images, labels) = (new byte[count * MnistOptions.Pixels], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 10);
            var (left, top) = (2 + (labels[i] % 4 * 6), 4 + (labels[i] / 4 * 7));
            for (var y = 0; y < Size; y++)
            {
                images.AsSpan((((i * MnistOptions.Side) + top + y) * MnistOptions.Side) + left, Size).Fill((byte)(155 + (i * 7 % 100)));
            }
        }

        return (images, labels);
    }
}
