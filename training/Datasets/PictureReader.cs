using Gan.Onnx.Graphs.Ops;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// Pictures to square images, grey or in colour, by ImageSharp. PNG, JPEG, BMP, WebP and GIF, told by their content and not by their
/// name; of several frames the first. Safe for use from several threads at once.
/// </summary>
internal static class PictureReader
{
    /// <summary>Formats that are read, in words.</summary>
    public const string Formats = "PNG, JPEG, BMP, WebP or GIF";

    /// <summary>Pixels of the largest picture that is decoded: 64 Mi, 256 MB in memory.</summary>
    public const long MostPixels = 1L << 26;

    /// <summary>Bytes of the largest file, as many as such a picture has in memory.</summary>
    private const long MostBytes = 4 * MostPixels;

    /// <summary>Of one buffer of a decoder: a frame may be larger than the header of the file says.</summary>
    private const int MostMegabytes = (int)(MostBytes >> 20);

    /// <summary>For one picture; the largest takes a few seconds.</summary>
    private const int MostSeconds = 60;

    // Not Configuration.Default, which knows every format: whatever is not decoded cannot be attacked.
    private static readonly Configuration Readers = Configure();

    /// <summary>
    /// Turned as its EXIF data say, cut to its middle square, laid on white where it is transparent, resized (linear, antialiased) and,
    /// for one channel, turned grey by the weights of ITU-R BT.601.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="side">Width and height of the image.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <param name="cancellation">Ends the wait for a picture.</param>
    /// <returns>[channels · side · side] levels, 0 dark to 255 bright, channel by channel.</returns>
    /// <exception cref="DatasetException">It is no picture, of another format, damaged, cut off or too large.</exception>
    public static byte[] Read(string path, int side, int channels, CancellationToken cancellation)
    {
        var length = new FileInfo(path).Length;
        if (length > MostBytes)
        {
            throw DatasetException.TooLargeFile(path, MostBytes, length);
        }

        // A damaged file may keep a decoder busy for ever, and it cannot be stopped: it is left to itself, and ends with the program.
        var file = File.ReadAllBytes(path);
        var decoding = Task.Run(() => Decode(path, file, side, channels), CancellationToken.None);
        return Task.WaitAny([decoding], 1000 * MostSeconds, cancellation) < 0
            ? throw DatasetException.TooSlow(path, MostSeconds)
            : decoding.GetAwaiter().GetResult();
    }

    private static byte[] Decode(string path, byte[] file, int side, int channels)
    {
        try
        {
            var header = Image.Identify(Readers, file, out var format) ?? throw DatasetException.NotAPicture(path, file);
            if ((long)header.Width * header.Height > MostPixels)
            {
                throw DatasetException.TooManyPixels(path, MostPixels, header.Width, header.Height);
            }

            // The decoders fill with grey or black what a file that was cut off lacks.
            if (!PictureEnd.IsThere(file, format))
            {
                throw DatasetException.CutOff(path, format.Name);
            }

            using var picture = Image.Load<Rgba32>(Readers, file);
            return Pixels(picture, side, channels);
        }
        catch (Exception e) when (e is not (DatasetException or OutOfMemoryException))
        {
            // Whatever a decoder stumbles over in a damaged file, and not only ImageFormatException, says that it is damaged.
            throw DatasetException.DamagedPicture(path, e);
        }
    }

    private static Configuration Configure()
    {
        var configuration = new Configuration(
            new PngConfigurationModule(),
            new JpegConfigurationModule(),
            new BmpConfigurationModule(),
            new WebpConfigurationModule(),
            new GifConfigurationModule());
        configuration.ImageFormatsManager.SetDecoder(GifFormat.Instance, new GifDecoder { DecodingMode = FrameDecodingMode.First });
        configuration.MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { AllocationLimitMegabytes = MostMegabytes });
        return configuration;
    }

    private static byte[] Pixels(Image<Rgba32> picture, int side, int channels)
    {
        picture.Mutate(step => step.AutoOrient());
        var shorter = Math.Min(picture.Width, picture.Height);
        var middle = new Rectangle((picture.Width - shorter) / 2, (picture.Height - shorter) / 2, shorter, shorter);
        picture.Mutate(step => step
            .Crop(middle)
            .BackgroundColor(Color.White)
            .Resize(side, side, KnownResamplers.Triangle));
        if (channels == 1)
        {
            picture.Mutate(step => step.Grayscale(GrayscaleMode.Bt601));
        }

        var area = side * side;
        var pixels = new byte[channels * area];
        picture.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < side; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < side; x++)
                {
                    ReadOnlySpan<byte> levels = [row[x].R, row[x].G, row[x].B];
                    for (var channel = 0; channel < channels; channel++)
                    {
                        pixels[(channel * area) + (y * side) + x] = levels[channel];
                    }
                }
            }
        });
        return pixels;
    }
}
