using System.Net;
using System.Text.Json;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>One digit, numbers in handwriting, interpolation, and models.</summary>
public sealed class OtherRoutesTests : IDisposable
{
    private readonly ModelFolder _folder = new("conditional");
    private readonly TestServer _server;
    private readonly HttpClient _client;

    public OtherRoutesTests()
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
    public async Task One_digit_is_the_one_that_a_grid_shows_at_its_place()
    {
        var grid = await Picture("/digits?seed=7&count=20&columns=1&digit=1,2,3&truncation=0.5");
        var whole = await Picture("/digits?seed=7&count=20&columns=1&digit=1,2,3");
        var one = await Picture("/digits/13.png?seed=7&digit=1,2,3&truncation=0.5");
        var large = await Picture("/digits/4000000000.png?seed=7&scale=2&invert=true");

        Assert.Equal(grid.Pixels.Slice(13 * 784, 784).ToArray(), one.Pixels.ToArray());
        Assert.NotEqual(whole.Pixels.Slice(13 * 784, 784).ToArray(), one.Pixels.ToArray());
        Assert.Equal((56, 56), (large.Width, large.Height));
    }

    [Theory]
    [InlineData("/digits/-1.png", "index", "'index' must be a whole number from 0 to 4294967295; received '-1'.")]
    [InlineData("/digits/4294967296.png", "index", "'index' must be a whole number from 0 to 4294967295; received '4294967296'.")]
    [InlineData("/digits/x.png?seed=-1", "seed", "'seed' must be a whole number from 0 to 18446744073709551615; received '-1'.")]
    [InlineData(
        "/digits/0.png?count=2", "count",
        "There is no parameter 'count'; known are seed, digit, scale, invert, truncation, model, version.")]
    [InlineData(
        "/digits/text/12a", "digits",
        "'digits' must be 1 to 64 digits, dashes, points, colons, slashes and spaces, with at least one digit; received '12a'.")]
    [InlineData(
        "/digits/text/---", "digits",
        "'digits' must be 1 to 64 digits, dashes, points, colons, slashes and spaces, with at least one digit; received '---'.")]
    [InlineData(
        "/digits/text/%D9%A1", "digits",
        "'digits' must be 1 to 64 digits, dashes, points, colons, slashes and spaces, with at least one digit; received '١'.")]
    [InlineData(
        "/digits/text", "digits",
        "'digits' must be 1 to 64 digits, dashes, points, colons, slashes and spaces, with at least one digit; received ''.")]
    [InlineData("/digits/interpolation?to=2", "from", "'from' is missing. It must be a whole number from 0 to 18446744073709551615.")]
    [InlineData("/digits/interpolation?from=1&to=2&frames=1", "frames", "'frames' must be a whole number from 2 to 120; received '1'.")]
    [InlineData(
        "/digits/interpolation?from=1&to=2&frames=120&count=16&scale=2", "scale",
        "The picture would have 6021120 pixels (224 by 224, 120 frames); at most 4194304 are drawn. "
        + "Choose a smaller scale, or fewer images.")]
    public async Task A_bad_request_is_told_what_is_wrong(string path, string parameter, string message)
    {
        using var response = await _client.GetAsync(path);

        var errors = (await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Equal(message, errors.GetProperty(parameter)[0].GetString());
    }

    [Fact]
    public async Task A_number_is_written_with_the_digits_of_the_seed()
    {
        var grid = await Picture("/digits?seed=7&count=2&columns=1&digit=4,2&truncation=0.5");
        var line = await Picture("/digits/text/4-2?seed=7&truncation=0.5");
        using var response = await _client.GetAsync("/digits/text/2026-11-21%2012:30?seed=7&scale=3");

        Assert.Equal((60, 28), (line.Width, line.Height));
        Assert.Equal(grid.Pixels.Slice(0, 20).ToArray(), line.Row(0)[..20]);
        Assert.Equal("2,0,2,6,1,1,2,1,1,2,3,0", response.Headers.GetValues("X-Labels").Single());
    }

    [Fact]
    public async Task A_model_without_labels_cannot_write()
    {
        await using var plain = new TestServer();

        using var response = await plain.CreateClient().GetAsync("/digits/text/12");

        var errors = (await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Contains("was trained without labels", errors.GetProperty("digits")[0].GetString());
    }

    [Fact]
    public async Task An_interpolation_goes_from_one_grid_to_another()
    {
        const string interpolation = "/digits/interpolation?from=1&to=2&frames=6&count=4&digit=7&truncation=0.5";
        var animation = await _client.GetByteArrayAsync(interpolation);
        var text = await _client.GetStringAsync($"{interpolation}&format=json");
        var root = JsonDocument.Parse(text).RootElement;
        JsonElement[] images = [.. root.GetProperty("images").EnumerateArray()];

        // Programs that know no animation show the first frame, and so does the decoder of the tests.
        var first = await Picture("/digits?seed=1&count=4&digit=7&truncation=0.5");
        Assert.Equal(first.Pixels.ToArray(), ImageDecoder.Decode(animation).Pixels.ToArray());
        Assert.Contains("acTL", System.Text.Encoding.Latin1.GetString(animation));
        Assert.Equal(
            (1, 2, 6),
            (root.GetProperty("from").GetInt32(), root.GetProperty("to").GetInt32(), root.GetProperty("frames").GetInt32()));
        Assert.Equal(24, images.Length);
        Assert.Equal((5, 3), (images[^1].GetProperty("frame").GetInt32(), images[^1].GetProperty("index").GetInt32()));
        byte[] last =
        [
            .. images[^1].GetProperty("pixels").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(grey => grey.GetByte())),
        ];
        Assert.Equal((await Picture("/digits/3.png?seed=2&digit=7&truncation=0.5")).Pixels.ToArray(), last);
    }

    [Fact]
    public async Task Models_are_listed_and_described()
    {
        var list = JsonDocument.Parse(await _client.GetStringAsync("/models")).RootElement;
        var name = list.GetProperty("default").GetString()!;
        var one = JsonDocument.Parse(await _client.GetStringAsync($"/models/{name}")).RootElement;

        Assert.Equal(Path.GetFileName(_folder.Path), name);
        Assert.Equal(name, Assert.Single(list.GetProperty("models").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(
            ("fixture", 10, 4),
            (one.GetProperty("preset").GetString(), one.GetProperty("classes").GetInt32(), one.GetProperty("latentSize").GetInt32()));
        Assert.Equal(_server.Generator.Manifest.Sha256, one.GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Null, one.GetProperty("refusal").ValueKind);
    }

    [Theory]
    [InlineData("/models/other")]
    [InlineData("/digits?model=other")]
    [InlineData("/digits/1.png?model=other")]
    public async Task A_model_that_there_is_not_is_not_found(string path)
    {
        using var response = await _client.GetAsync(path);

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.NotFound);
        Assert.Contains($"There are {Path.GetFileName(_folder.Path)}.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Several_models_are_served_side_by_side()
    {
        var parent = Directory.CreateTempSubdirectory("models-").FullName;
        using var plain = new ModelFolder();
        Directory.Move(plain.Path, Path.Combine(parent, "plain"));
        Directory.CreateDirectory(Path.Combine(parent, "no-model"));
        await using var server = TestServer.Conditional(_folder, ("Models:Folder", parent));
        var client = server.CreateClient();

        using var response = await client.GetAsync("/digits?model=plain&seed=7");
        using var otherwise = await client.GetAsync("/digits?seed=7");

        Assert.Equal("plain", response.Headers.GetValues("X-Model").Single());
        Assert.Equal(Path.GetFileName(_folder.Path), otherwise.Headers.GetValues("X-Model").Single());
        Assert.NotEqual(await response.Content.ReadAsByteArrayAsync(), await otherwise.Content.ReadAsByteArrayAsync());
        Assert.Equal(2, JsonDocument.Parse(await client.GetStringAsync("/models")).RootElement.GetProperty("models").GetArrayLength());
        Directory.Move(Path.Combine(parent, "plain"), plain.Path);
        Directory.Delete(parent, recursive: true);
    }

    private async Task<Picture> Picture(string path) => ImageDecoder.Decode(await _client.GetByteArrayAsync(path));
}
