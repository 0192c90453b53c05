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

namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>
/// Pictures to square images, grey or in colour, by ImageSharp. PNG, JPEG, BMP, WebP and GIF, told by their content and not by their
/// name; of several frames the first. Safe for use from several threads at once.
/// </summary>
internal static class PictureReader
{
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
    /// Turned as its EXIF data say, made a square, laid on the background where it is transparent, resized (linear, antialiased) and, for
    /// one channel, turned grey by the weights of ITU-R BT.601.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="form">What it is made into.</param>
    /// <param name="cancellation">Ends the wait for a picture.</param>
    /// <returns>[channels · side · side] levels, 0 dark to 255 bright, channel by channel.</returns>
    /// <exception cref="DatasetException">
    /// It is no picture, of another format, damaged, cut off or too large, or cannot be read.
    /// </exception>
    public static async Task<byte[]> ReadAsync(string path, PictureForm form, CancellationToken cancellation)
    {
        // A damaged file may keep a decoder busy for ever, and it cannot be stopped: it is left to itself, and ends with the program.
        var decoding = Task.Run(() => Decode(path, Content(path), form), CancellationToken.None);
        try
        {
            return await decoding.WaitAsync(TimeSpan.FromSeconds(MostSeconds), cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw DatasetException.TooSlow(path, MostSeconds);
        }
    }

    private static byte[] Content(string path)
    {
        var file = new FileInfo(path);
        if (PictureTree.IsUnreachable(file) && path.Contains('\uFFFD', StringComparison.Ordinal))
        {
            throw DatasetException.NameNotUtf8(path);
        }

        if (Directory.Exists(path))
        {
            throw DatasetException.ClosedFolder(path);
        }

        try
        {
            // Whatever has no length is not opened: a pipe would be waited for.
            var length = PictureTree.Followed(file).Length;
            return length > MostBytes ? throw DatasetException.TooLargeFile(path, MostBytes, length)
                : length == 0 ? []
                : File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.NotReadable(path, e);
        }
    }

    private static byte[] Decode(string path, byte[] file, PictureForm form)
    {
        try
        {
            if (FileKind.Foreign(file) is { } foreign)
            {
                throw DatasetException.OtherFormat(path, foreign);
            }

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
            return Pixels(picture, form);
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
        // Several pictures are decoded at once, each on a core.
        configuration.MaxDegreeOfParallelism = 1;
        configuration.ImageFormatsManager.SetDecoder(GifFormat.Instance, new GifDecoder { DecodingMode = FrameDecodingMode.First });
        configuration.MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { AllocationLimitMegabytes = MostMegabytes });
        return configuration;
    }

    private static byte[] Pixels(Image<Rgba32> picture, PictureForm form)
    {
        var side = form.Side;
        var background = new Rgba32(form.Background.Red, form.Background.Green, form.Background.Blue);
        picture.Mutate(step => step.AutoOrient());
        if (form.Resize == PictureResize.Crop)
        {
            var shorter = Math.Min(picture.Width, picture.Height);
            var middle = new Rectangle((picture.Width - shorter) / 2, (picture.Height - shorter) / 2, shorter, shorter);
            picture.Mutate(step => step.Crop(middle));
        }

        var longer = Math.Max(picture.Width, picture.Height);
        var (width, height) = form.Resize == PictureResize.Fit
            ? (Fitted(picture.Width, longer, side), Fitted(picture.Height, longer, side))
            : (side, side);
        picture.Mutate(step => step.BackgroundColor(background).Resize(width, height, KnownResamplers.Triangle));
        if (width < side || height < side)
        {
            picture.Mutate(step => step.Pad(side, side, background));
        }

        if (form.Channels == 1)
        {
            picture.Mutate(step => step.Grayscale(GrayscaleMode.Bt601));
        }

        return Planes(picture, form.Channels);
    }

    private static int Fitted(int size, int longer, int side) => Math.Max(1, (int)Math.Round(size * (double)side / longer));

    /// <summary>Channel by channel, row by row.</summary>
    private static byte[] Planes(Image<Rgba32> picture, int channels)
    {
        var (side, area) = (picture.Width, picture.Width * picture.Height);
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
