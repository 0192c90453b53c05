using Gan.Onnx.Generation.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Serving.Tests.Generation.Pictures;

/// <summary>Reads pictures through ImageSharp, whose decoder shares no code with any of the encoders.</summary>
internal static class ImageDecoder
{
    /// <summary>A picture in colour, or a grey one as if it were.</summary>
    public static Picture DecodeColour(byte[] file)
    {
        using var picture = Image.Load<Rgb24>(file);
        var rgb = new byte[Picture.Colour * picture.Width * picture.Height];
        picture.CopyPixelDataTo(rgb);
        return new Picture(picture.Width, picture.Height, rgb, Picture.Colour);
    }

    /// <summary>A picture all of whose pixels are grey.</summary>
    public static Picture Decode(byte[] file)
    {
        var picture = DecodeColour(file);
        var rgb = picture.Pixels.ToArray();
        var grey = new byte[rgb.Length / 3];
        for (var i = 0; i < grey.Length; i++)
        {
            Assert.True(rgb[3 * i] == rgb[(3 * i) + 1] && rgb[3 * i] == rgb[(3 * i) + 2], "the picture is not grey");
            grey[i] = rgb[3 * i];
        }

        return new Picture(picture.Width, picture.Height, grey);
    }
}
