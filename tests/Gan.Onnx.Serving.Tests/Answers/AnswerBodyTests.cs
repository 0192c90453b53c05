using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Answers;

/// <summary>What the bytes of an answer show, frame by frame and pixel by pixel.</summary>
public sealed class AnswerBodyTests : IDisposable
{
    private const string Walk = "/digits/interpolation?from=1&to=2&frames=4&count=3&digit=7";

    private readonly ModelFolder _folder = new("conditional");
    private readonly TestServer _server;
    private readonly HttpClient _client;

    public AnswerBodyTests()
    {
        _server = TestServer.Conditional(_folder);
        _client = _server.CreateClient();
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public async Task Every_frame_of_an_animation_shows_the_images_of_its_step(int scale, bool invert)
    {
        var side = 56 * scale;
        var frames = Frames(await _client.GetByteArrayAsync($"{Walk}&scale={scale}&invert={(invert ? "true" : "false")}"), side);
        var images = JsonDocument.Parse(await _client.GetStringAsync($"{Walk}&format=json")).RootElement.GetProperty("images");

        // Three digits in two columns; the last cell is empty.
        Assert.Equal(4, frames.Count);
        for (var frame = 0; frame < 4; frame++)
        {
            for (var image = 0; image < 3; image++)
            {
                var described = images[(frame * 3) + image];
                Assert.Equal((frame, image, 7), (Number(described, "frame"), Number(described, "index"), Number(described, "digit")));
                foreach (var (x, y) in new[] { (0, 0), (13, 5), (14, 14), (27, 27) })
                {
                    var grey = described.GetProperty("pixels")[y][x].GetByte();
                    var (left, top) = (((28 * (image % 2)) + x) * scale, ((28 * (image / 2)) + y) * scale);
                    Assert.Equal(invert ? 255 - grey : grey, frames[frame][(top * side) + left]);
                }
            }

            Assert.Equal(invert ? 255 : 0, frames[frame][^1]);
        }
    }

    [Fact]
    public async Task A_number_is_enlarged_and_inverted_as_other_pictures_are()
    {
        var plain = await PictureAsync("/digits/text/4-2?seed=7");
        var large = await PictureAsync("/digits/text/4-2?seed=7&scale=3");
        var black = await PictureAsync("/digits/text/4-2?seed=7&invert=true");

        Assert.Equal((180, 84), (large.Width, large.Height));
        for (var y = 0; y < large.Height; y++)
        {
            for (var x = 0; x < large.Width; x++)
            {
                Assert.Equal(plain.Row(y / 3)[x / 3], large.Row(y)[x]);
            }
        }

        Assert.Equal(plain.Pixels.ToArray().Select(grey => (byte)(255 - grey)), black.Pixels.ToArray());
    }

    [Theory]
    [InlineData("/digits?count=100&format=json&seed=1")]
    [InlineData("/digits?count=84&format=npy&seed=1")]
    [InlineData("/digits?count=1&format=npy&seed=1")]
    public async Task An_answer_of_many_pieces_arrives_whole(string path)
    {
        using var whole = await _client.GetAsync(path);
        var body = await whole.Content.ReadAsByteArrayAsync();

        Assert.Equal(whole.Content.Headers.ContentLength, body.Length);
        if (path.Contains("json", StringComparison.Ordinal))
        {
            Assert.True(body.Length > 2 * 65536);
            Assert.Equal(100, JsonDocument.Parse(body).RootElement.GetProperty("images").GetArrayLength());
        }
        else
        {
            // The header takes 128 bytes, and what follows are the pixels of each image.
            Assert.Equal(0, (body.Length - 128) % 784);
        }
    }

    [Fact]
    public async Task Without_labels_a_digit_is_null_and_no_header_names_any()
    {
        await using var plain = new TestServer();
        using var response = await plain.CreateClient().GetAsync("/digits?seed=7&count=2&format=json");
        var images = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("images");

        Assert.All(images.EnumerateArray(), image => Assert.Equal(JsonValueKind.Null, image.GetProperty("digit").ValueKind));
        Assert.All(images.EnumerateArray(), image => Assert.False(image.TryGetProperty("frame", out _)));
        Assert.False(response.Headers.Contains("X-Labels"));
    }

    [Fact]
    public async Task An_answer_says_what_made_it_and_how_long_it_took()
    {
        using var response = await _client.GetAsync("/digits?seed=7&count=2&digit=1,2");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        foreach (var (header, value) in new[]
                 {
                     ("X-Seed", "7"), ("X-Labels", "1,2"), ("X-Model", Path.GetFileName(_folder.Path)),
                     ("X-Model-Version", _server.Generator.Manifest.Sha256),
                 })
        {
            Assert.Equal(value, response.Headers.GetValues(header).Single());
        }

        foreach (var header in new[] { "X-Queue-Time", "X-Inference-Time" })
        {
            // Milliseconds to the microsecond, of a run of one or two.
            Assert.Matches(@"^\d+(\.\d{1,3})?\z", response.Headers.GetValues(header).Single());
        }
    }

    [Fact]
    public async Task A_walk_has_no_single_seed()
    {
        using var response = await _client.GetAsync(Walk);

        Assert.False(response.Headers.Contains("X-Seed"));
        Assert.Equal(string.Join(',', Enumerable.Repeat(7, 12)), response.Headers.GetValues("X-Labels").Single());
    }

    /// <summary>The pixels of each frame of an animated PNG, [side, side], whose rows have no filter.</summary>
    private static List<byte[]> Frames(byte[] png, int side)
    {
        var frames = new List<byte[]>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = Encoding.ASCII.GetString(png, at + 4, 4);
            if (type is "IDAT" or "fdAT")
            {
                // A later frame starts with its number.
                var start = at + 8 + (type == "fdAT" ? 4 : 0);
                using var rows = new ZLibStream(new MemoryStream(png[start..(at + 8 + length)]), CompressionMode.Decompress);
                var pixels = new byte[side * side];
                for (var y = 0; y < side; y++)
                {
                    Assert.Equal(0, rows.ReadByte());
                    rows.ReadExactly(pixels, y * side, side);
                }

                Assert.Equal(-1, rows.ReadByte());
                frames.Add(pixels);
            }

            at += length + 12;
        }

        return frames;
    }

    private static int Number(JsonElement image, string property) => image.GetProperty(property).GetInt32();

    private async Task<Picture> PictureAsync(string path) => ImageDecoder.Decode(await _client.GetByteArrayAsync(path));
}
