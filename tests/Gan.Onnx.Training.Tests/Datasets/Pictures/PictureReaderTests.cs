using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Datasets.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Tga;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Training.Tests.Datasets.Pictures;

public sealed class PictureReaderTests : IDisposable
{
    private const int Side = 28;

    /// <summary>
    /// Grey levels, in the mean: what JPEG, WebP and palettes lose of a picture whose mirror image differs by ten times that.
    /// </summary>
    private const double Lossy = 4;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Formats =>
        ["png", "adam7", "palette", "sixteen", "bmp", "bmp8", "gif", "lossless-webp", "jpg", "jpg-444", "grey-jpg", "webp"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Colour_comes_channel_by_channel()
    {
        using var picture = new Image<Rgba32>(2, 2);
        (picture[0, 0], picture[1, 0]) = (new Rgba32(10, 20, 30), new Rgba32(40, 50, 60));
        (picture[0, 1], picture[1, 1]) = (new Rgba32(70, 80, 90), new Rgba32(100, 110, 120));

        Assert.Equal<byte>([10, 40, 70, 100, 20, 50, 80, 110, 30, 60, 90, 120], Read(Encode(picture, "png"), 2, 3));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_gives_the_picture_whatever_the_file_is_called(string format)
    {
        using var picture = Drawing();

        var grey = Read(Encode(picture, format));

        Assert.InRange(Difference(Expected(), grey), 0, Lossy);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Picture_that_is_cut_off_anywhere_is_refused_and_named(string format)
    {
        using var picture = Drawing();
        var file = Encode(picture, format);

        for (var length = 0; length < file.Length; length += 1 + (file.Length / 100))
        {
            Assert.StartsWith($"{_folder["picture"]}: expected ", Refusal(file[..length]));
        }
    }

    [Theory]
    [InlineData("png")]
    [InlineData("adam7")]
    [InlineData("palette")]
    public void Png_whose_last_rows_are_missing_is_refused_although_it_has_an_end_and_its_checksums_fit(string format)
    {
        using var picture = Drawing();
        var file = Encode(picture, format);
        var data = file.AsSpan().IndexOf("IDAT"u8);
        var half = file.AsSpan(data + 4, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(data - 4)) / 2);

        Assert.EndsWith(
            ": expected a whole PNG file, found one that stops before its end. It is cut off or damaged: replace it.",
            Refusal([.. file[..(data - 4)], .. Chunk("IDAT"u8, half), .. Chunk("IEND"u8, [])]));
    }

    [Fact]
    public void What_follows_the_end_of_a_jpeg_is_nobodys_business()
    {
        using var picture = Drawing();
        var file = Encode(picture, "jpg");

        Assert.Equal(Read(file), Read([.. file, 0, 0, 1, 2, 3]));
    }

    [Fact]
    public void Transparent_pixels_are_white()
    {
        using var picture = new Image<Rgba32>(2, 2, new Rgba32(0, 0, 0, 0));
        picture[0, 0] = new Rgba32(0, 0, 0, 255);
        picture[1, 0] = new Rgba32(0, 0, 0, 128);

        Assert.Equal([0, 127, 255, 255], Read(Encode(picture, "png"), 2));
    }

    [Fact]
    public void Colours_weigh_as_in_bt_601()
    {
        using var picture = new Image<Rgba32>(2, 2);
        (picture[0, 0], picture[1, 0]) = (new Rgba32(255, 0, 0), new Rgba32(0, 255, 0));
        (picture[0, 1], picture[1, 1]) = (new Rgba32(0, 0, 255), new Rgba32(255, 255, 255));

        Assert.Equal([76, 150, 29, 255], Read(Encode(picture, "png"), 2));
    }

    [Fact]
    public void Picture_is_turned_as_its_exif_data_say()
    {
        using var picture = Drawing();
        picture.Metadata.ExifProfile = new ExifProfile();
        picture.Metadata.ExifProfile.SetValue(ExifTag.Orientation, (ushort)6);

        var grey = Read(Encode(picture, "jpg-444"));

        // Orientation 6: the first column of the file is the first row of the picture, from its right.
        var turned = Enumerable.Range(0, Side * Side).Select(i => Expected()[((Side - 1 - (i % Side)) * Side) + (i / Side)]);
        Assert.InRange(Difference(turned, grey), 0, Lossy);
    }

    [Fact]
    public void Of_several_frames_the_first_is_taken()
    {
        using var picture = Drawing();
        using var black = new Image<Rgba32>(Side, Side, Color.Black);
        picture.Frames.AddFrame(black.Frames.RootFrame);

        Assert.InRange(Difference(Expected(), Read(Encode(picture, "gif"))), 0, Lossy);
    }

    [Fact]
    public void Header_that_announces_too_many_pixels_is_refused_before_they_are_decoded()
    {
        using var picture = Drawing();
        var file = Encode(picture, "png");
        byte[] header = [0, 0, 0x80, 0, 0, 0, 0x08, 1, 8, 0, 0, 0, 0];

        Assert.Equal(
            $"{_folder["picture"]}: expected a picture of at most 67108864 pixels, found 32768×2049. Give a smaller copy of it.",
            Refusal([.. file[..8], .. Chunk("IHDR"u8, header), .. file[33..]]));
    }

    [Fact]
    public void Other_formats_are_refused()
    {
        using var picture = Drawing();

        Assert.Contains("found a file that starts with ", Refusal(Encode(picture, "tga")));
        Assert.Contains("found an empty file.", Refusal([]));
    }

    [Theory]
    [InlineData("P5\n2 2\n255\nabcd", "PBM, PGM, PPM or PAM")]
    [InlineData("II*\0 and so on", "TIFF or camera raw")]
    [InlineData("\0\0\0\u0018ftypcrx ", "camera raw")]
    [InlineData("FUJIFILMCCD-RAW ", "camera raw")]
    [InlineData("RIFF\u0010\0\0\0WEBPVP8X\n\0\0\0\u0002\0\0\0", "animated WebP")]
    public void Formats_that_are_not_read_are_called_by_their_names(string start, string name) =>
        Assert.EndsWith($"found a file of the format {name}. Convert it, or remove it.", Refusal(Encoding.Latin1.GetBytes(start)));

    [Fact]
    public void Folder_that_cannot_be_looked_into_is_refused()
    {
        Directory.CreateDirectory(_folder["picture"]);

        Assert.EndsWith(
            ": expected a folder of pictures, found one that may not be looked into. Give permission to read it, or remove it.",
            Assert.Throws<DatasetException>(() => Read(new PictureForm(Side, 1))).Message);
    }

    /// <summary>Rings around a point that is not the middle, so that neither turning nor mirroring keeps it.</summary>
    private static byte[] Expected() =>
        [.. Enumerable.Range(0, Side * Side)
            .Select(i => (byte)(127 + (120 * Math.Sin(Math.Sqrt(Math.Pow((i % Side) - 4, 2) + Math.Pow((i / Side) - 9, 2)) / 4))))];

    private static double Difference(IEnumerable<byte> expected, byte[] found) =>
        expected.Zip(found, (one, other) => Math.Abs(one - other)).Average();

    private static Image<Rgba32> Drawing()
    {
        var picture = new Image<Rgba32>(Side, Side);
        foreach (var (grey, i) in Expected().Select((grey, i) => (grey, i)))
        {
            picture[i % Side, i / Side] = new Rgba32(grey, grey, grey);
        }

        return picture;
    }

    private static byte[] Encode(Image<Rgba32> picture, string format)
    {
        using var file = new MemoryStream();
        picture.Save(file, (IImageEncoder)(format switch
        {
            "png" => new PngEncoder(),
            "adam7" => new PngEncoder { InterlaceMethod = PngInterlaceMode.Adam7 },
            "palette" => new PngEncoder { ColorType = PngColorType.Palette, InterlaceMethod = PngInterlaceMode.Adam7 },
            "sixteen" => new PngEncoder { ColorType = PngColorType.Grayscale, BitDepth = PngBitDepth.Bit16 },
            "bmp" => new BmpEncoder(),
            "bmp8" => new BmpEncoder { BitsPerPixel = BmpBitsPerPixel.Pixel8 },
            "gif" => new GifEncoder(),
            "lossless-webp" => new WebpEncoder { FileFormat = WebpFileFormatType.Lossless },
            "webp" => new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = 100 },
            "jpg" => new JpegEncoder { Quality = 95 },
            "jpg-444" => new JpegEncoder { Quality = 95, ColorType = JpegColorType.YCbCrRatio444 },
            "grey-jpg" => new JpegEncoder { Quality = 95, ColorType = JpegColorType.Luminance },
            _ => new TgaEncoder(),
        }));
        return file.ToArray();
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private byte[] Read(byte[] file, int side = Side, int channels = 1)
    {
        File.WriteAllBytes(_folder["picture"], file);
        return Read(new PictureForm(side, channels));
    }

    private byte[] Read(PictureForm form) =>
        PictureReader.ReadAsync(_folder["picture"], form, CancellationToken.None).GetAwaiter().GetResult();

    private string Refusal(byte[] file) => Assert.Throws<DatasetException>(() => Read(file)).Message;
}
