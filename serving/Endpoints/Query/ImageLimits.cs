using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>How much may be made for one request, so that its memory has a bound whatever the size of a model's images.</summary>
internal static class ImageLimits
{
    // An animation of 120 frames of 4×4 digits, or 100 digits 28 by 28 scaled by 7.
    private const long MostPixels = 4 * 1024 * 1024;

    // One image of 1024 by 1024 in colour; 341 of 64 by 64.
    private const long MostValues = 4 * 1024 * 1024;

    /// <summary>Why a picture is too large; null when it is not.</summary>
    public static string? FaultOfPicture((int Width, int Height) size, int frames)
    {
        var pixels = (long)size.Width * size.Height * frames;
        return pixels <= MostPixels ? null
            : $"The picture would have {pixels} pixels ({size.Width} by {size.Height}{(frames > 1 ? $", {frames} frames" : "")}); "
                + $"at most {MostPixels} are drawn. Choose a smaller scale, or fewer images.";
    }

    /// <summary>Why images are too many, in whatever form they are answered; null when they are not.</summary>
    public static string? FaultOfImages(int count, Manifest model)
    {
        var values = model.ImageShape.Aggregate((long)count, (product, size) => product * size);
        return values <= MostValues ? null
            : $"{count} images of [{string.Join(", ", model.ImageShape)}] have {values} values; at most {MostValues} are made for one "
                + "request. Ask for fewer images.";
    }
}
