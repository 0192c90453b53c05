using System.Net;
using System.Text;
using System.Text.Json;
using Gan.Onnx.Serving.Tests.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>The routes for images of any model, asked of one in colour whose three classes have names.</summary>
public sealed class ImagesEndpointTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Colour();
    private readonly TestServer _server;
    private readonly HttpClient _client;

    public ImagesEndpointTests()
    {
        _server = new TestServer(("Model:Path", _folder.Path));
        _client = _server.CreateClient();
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("zlib")]
    [InlineData("imagesharp")]
    [InlineData("extensions")]
    public async Task Colours_are_those_of_the_generator(string encoder)
    {
        await using var server = new TestServer(("Model:Path", _folder.Path), ("Png:Encoder", encoder));
        var images = server.Generator.Generate(2, seed: 99, [1, 0]);
        byte[] expected =
        [
            .. Enumerable.Range(0, 2 * 640).SelectMany(pixel => Enumerable.Range(0, 3).Select(
                channel => (byte)MathF.Round(images[(pixel / 640 * 1920) + (channel * 640) + (pixel % 640)] * 255))),
        ];

        using var response = await server.CreateClient().GetAsync("/images?count=2&columns=1&seed=99&label=1,0");

        Assert.Equal("image/png", response.Content.Headers.ContentType?.ToString());
        var picture = ImageDecoder.DecodeColour(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal((32, 40), (picture.Width, picture.Height));
        Assert.Equal(expected, picture.Pixels.ToArray());
    }

    [Fact]
    public async Task Numbers_hold_the_same_colours()
    {
        var pixels = await PixelsAsync("/images?seed=7&count=3&columns=1&label=cat,2");
        var npy = await _client.GetByteArrayAsync("/images?seed=7&count=3&label=cat,2&format=npy");
        using var json = JsonDocument.Parse(await _client.GetStringAsync("/images?seed=7&count=3&label=cat,2&format=json"));
        var root = json.RootElement;
        JsonElement[] images = [.. root.GetProperty("images").EnumerateArray()];

        Assert.StartsWith("{'descr': '|u1', 'fortran_order': False, 'shape': (3, 20, 32, 3), }", Encoding.ASCII.GetString(npy, 10, 100));
        Assert.Equal(pixels, npy[128..]);
        Assert.Equal(
            (32, 20, 3),
            (root.GetProperty("width").GetInt32(), root.GetProperty("height").GetInt32(), root.GetProperty("channels").GetInt32()));
        Assert.Equal(["cat", "2", "cat"], images.Select(image => image.GetProperty("name").GetString()));
        Assert.Equal([0, 2, 0], images.Select(image => image.GetProperty("label").GetInt32()));
        Assert.Equal(
            pixels,
            from image in images
            from row in image.GetProperty("pixels").EnumerateArray()
            from pixel in row.EnumerateArray()
            from level in pixel.EnumerateArray()
            select level.GetByte());
    }

    [Fact]
    public async Task One_image_is_the_one_that_a_grid_shows_at_its_place()
    {
        var grid = await PixelsAsync("/images?seed=7&count=5&columns=1&label=cat,2");
        var one = await PixelsAsync("/images/3.png?seed=7&label=cat,2");
        var inverted = await PixelsAsync("/images/3.png?seed=7&label=cat,2&invert=true");

        Assert.Equal(grid[(3 * 1920)..(4 * 1920)], one);
        Assert.Equal(one.Select(level => (byte)(255 - level)), inverted);
    }

    [Fact]
    public async Task An_interpolation_keeps_its_class()
    {
        using var animation = await _client.GetAsync("/images/interpolation?from=1&to=2&frames=3&label=CAT");
        using var json = JsonDocument.Parse(
            await _client.GetStringAsync("/images/interpolation?from=1&to=2&frames=3&label=CAT&format=json"));

        var file = await animation.Content.ReadAsByteArrayAsync();
        Assert.Equal(["0,0,0"], animation.Headers.GetValues("X-Labels"));
        Assert.Equal(await PixelsAsync("/images/0.png?seed=1&label=0"), ImageDecoder.DecodeColour(file).Pixels.ToArray());
        Assert.Equal(
            [(0, "cat"), (1, "cat"), (2, "cat")],
            json.RootElement.GetProperty("images").EnumerateArray()
                .Select(image => (image.GetProperty("frame").GetInt32(), image.GetProperty("name").GetString()!)));
    }

    [Theory]
    [InlineData("cat", "0")]
    [InlineData("CAT,cat", "0,0")]
    [InlineData("dog, brown,2", "1,2")]
    [InlineData("2", "2")]
    [InlineData("1", "1")]
    public async Task A_class_is_its_name_in_any_case_or_its_number(string label, string numbers)
    {
        using var written = await _client.GetAsync($"/images?seed=7&count={numbers.Split(',').Length}&label={Uri.EscapeDataString(label)}");
        using var counted = await _client.GetAsync($"/images?seed=7&count={numbers.Split(',').Length}&label={numbers}");

        Assert.Equal([numbers], written.Headers.GetValues("X-Labels"));
        Assert.Equal(counted.Headers.ETag, written.Headers.ETag);
    }

    [Theory]
    [InlineData("/images?label=cut")]
    [InlineData("/images/0.png?label=cut")]
    [InlineData("/images/interpolation?from=1&to=2&label=2,cut")]
    public async Task A_class_that_there_is_not_is_refused_with_the_nearest_name(string target)
    {
        using var response = await _client.GetAsync(target);

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Matches(
            "^'label' must be names of classes, see /models, or numbers from 0 to 2 with commas between them, at most 100; "
            + "received '(2,)?cut'. Did you mean 'cat'\\?$",
            problem.GetProperty("errors").GetProperty("label")[0].GetString());
    }

    private async Task<byte[]> PixelsAsync(string path) =>
        ImageDecoder.DecodeColour(await _client.GetByteArrayAsync(path)).Pixels.ToArray();
}
