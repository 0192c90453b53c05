using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using Gan.Onnx.Serving.Tests.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>The forms of an answer hold the same pixels.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly ModelFolder _folder = new("conditional");
    private readonly TestServer _server;
    private readonly HttpClient _client;

    public FormatTests()
    {
        _server = TestServer.Conditional(_folder);
        _client = _server.CreateClient();
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Json_holds_pixels_labels_and_where_they_come_from()
    {
        var pixels = await Pixels("/digits?seed=7&count=3&columns=1&digit=4,2");
        using var response = await _client.GetAsync("/digits?seed=7&count=3&digit=4,2&format=json");
        var root = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(_server.Generator.Manifest.Sha256, root.GetProperty("version").GetString());
        Assert.Equal(
            (7, 28, 28),
            (root.GetProperty("seed").GetInt32(), root.GetProperty("width").GetInt32(), root.GetProperty("height").GetInt32()));
        JsonElement[] images = [.. root.GetProperty("images").EnumerateArray()];
        Assert.Equal([4, 2, 4], images.Select(image => image.GetProperty("digit").GetInt32()));
        Assert.Equal([0, 1, 2], images.Select(image => image.GetProperty("index").GetInt32()));
        Assert.Equal(
            pixels,
            images
                .SelectMany(image => image.GetProperty("pixels").EnumerateArray())
                .SelectMany(row => row.EnumerateArray().Select(grey => grey.GetByte())));
        Assert.Equal("4,2,4", response.Headers.GetValues("X-Labels").Single());
    }

    [Fact]
    public async Task Npy_is_an_array_of_bytes()
    {
        var pixels = await Pixels("/digits?seed=7&count=5&columns=1&invert=true");
        var file = await _client.GetByteArrayAsync("/digits?seed=7&count=5&format=npy&invert=true");

        int header = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], file[..8]);
        Assert.Equal(0, (10 + header) % 64);
        Assert.Equal(
            "{'descr': '|u1', 'fortran_order': False, 'shape': (5, 28, 28), }",
            Encoding.ASCII.GetString(file, 10, header).TrimEnd());
        Assert.Equal('\n', (char)file[9 + header]);
        Assert.Equal(pixels, file[(10 + header)..]);
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/x-npy", "application/x-npy")]
    [InlineData("image/webp, image/*", "image/png")]
    public async Task Accept_chooses_the_form(string accept, string type)
    {
        using var response = await AskAsync("/digits?seed=7", accept);

        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/digits", "There are image/png, application/json, application/x-npy; the parameter 'format' chooses one, too.")]
    [InlineData("/digits/0.png", "There is image/png only.")]
    [InlineData("/images/0.png", "There is image/png only.")]
    [InlineData("/digits/text/12", "There is image/png only.")]
    [InlineData(
        "/digits/interpolation?from=1&to=2",
        "There are image/png, application/json, image/apng; the parameter 'format' chooses one, too.")]
    public async Task A_form_that_there_is_not_is_refused_with_those_there_are(string path, string offers)
    {
        using var response = await AskAsync(path, "image/gif, video/*");

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.NotAcceptable);
        Assert.Equal(
            $"None of what 'Accept: image/gif, video/*' asks for can be answered. {offers}", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_parameter_format_overrules_Accept()
    {
        using var response = await AskAsync("/digits?format=npy", "image/gif");

        Assert.Equal("application/x-npy", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Inverted_pixels_are_the_opposites()
    {
        var white = await Pixels("/digits?seed=7&count=3&padding=2");
        var black = await Pixels("/digits?seed=7&count=3&padding=2&invert=true");

        Assert.Equal(white.Select(grey => (byte)(255 - grey)), black);
    }

    [Fact]
    public async Task Padding_parts_the_digits()
    {
        var picture = await Pixels("/digits?seed=7&count=2&columns=2&padding=3");

        Assert.Equal(28 * 59, picture.Length);
        Assert.All(Enumerable.Range(0, 28), y => Assert.Equal([0, 0, 0], picture[((59 * y) + 28)..((59 * y) + 31)]));
        Assert.Equal((await Pixels("/digits?seed=7&count=1"))[..28], picture[..28]);
    }

    private async Task<byte[]> Pixels(string path) => ImageDecoder.Decode(await _client.GetByteArrayAsync(path)).Pixels.ToArray();

    private Task<HttpResponseMessage> AskAsync(string path, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        return _client.SendAsync(request);
    }
}
