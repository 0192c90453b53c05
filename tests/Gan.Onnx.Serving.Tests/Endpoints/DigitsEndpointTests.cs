using System.Net;
using Gan.Onnx.Serving.Tests.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

public class DigitsEndpointTests
{
    [Theory]
    [InlineData("", 112, 112)]
    [InlineData("?count=1&seed=7", 28, 28)]
    [InlineData("?count=100", 280, 280)]
    [InlineData("?count=10", 112, 84)]
    [InlineData("?count=5&columns=1", 28, 140)]
    [InlineData("?count=5&columns=5", 140, 28)]
    [InlineData("?count=2&scale=3", 168, 84)]
    [InlineData("?count=1&scale=16&columns=1&seed=0", 448, 448)]
    [InlineData("?seed=18446744073709551615", 112, 112)]
    [InlineData("?count=0016", 112, 112)]
    public async Task Answers_a_png_of_the_size_asked_for(string query, int width, int height)
    {
        await using var server = new TestServer();

        using var response = await server.CreateClient().GetAsync($"/digits{query}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.ToString());
        var image = ImageDecoder.Decode(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.True(image.Pixels.ToArray().Distinct().Count() > 20, "the picture is nearly blank");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes()
    {
        await using var server = new TestServer();
        await using var restarted = new TestServer();

        var first = await server.CreateClient().GetByteArrayAsync("/digits?seed=7");
        var again = await server.CreateClient().GetByteArrayAsync("/digits?seed=7");
        var afterRestart = await restarted.CreateClient().GetByteArrayAsync("/digits?seed=7");
        var other = await server.CreateClient().GetByteArrayAsync("/digits?seed=8");

        Assert.Equal(first, again);
        Assert.Equal(first, afterRestart);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Digit_k_is_the_same_whatever_the_count_and_the_columns()
    {
        await using var server = new TestServer();
        var client = server.CreateClient();
        var hundred = await Pixels(client, "/digits?count=100&columns=1&seed=7");

        Assert.Equal(hundred[..(16 * 784)], await Pixels(client, "/digits?count=16&columns=1&seed=7"));
        Assert.Equal(hundred[..784], await Pixels(client, "/digits?count=1&seed=7"));
        var row = await Pixels(client, "/digits?count=3&columns=3&seed=7");
        Assert.Equal(hundred[(2 * 784)..(3 * 784)], Enumerable.Range(0, 28).SelectMany(y => row[((84 * y) + 56)..((84 * y) + 84)]));
    }

    [Fact]
    public async Task Pixels_are_those_of_the_generator()
    {
        await using var server = new TestServer();
        var generator = server.Generator;
        var intensities = generator.Generate(2, seed: 99);

        var pixels = await Pixels(server.CreateClient(), "/digits?count=2&columns=1&seed=99");

        Assert.Equal(intensities.Select(value => (byte)MathF.Round(value * 255)), pixels);
    }

    [Fact]
    public async Task A_conditional_model_is_asked_for_one_digit()
    {
        using var folder = new ModelFolder("conditional");
        folder.WriteManifest(manifest => manifest with { Classes = 10 });
        await using var server = new TestServer(("Model:Path", folder.Path));
        var generator = server.Generator;
        var sevens = generator.Generate(2, seed: 99, [7]);

        var pixels = await Pixels(server.CreateClient(), "/digits?count=2&columns=1&seed=99&digit=7");

        Assert.Equal(sevens.Select(value => (byte)MathF.Round(value * 255)), pixels);
        Assert.NotEqual(pixels, await Pixels(server.CreateClient(), "/digits?count=2&columns=1&seed=99"));
    }

    [Fact]
    public async Task A_seed_given_comes_back()
    {
        await using var server = new TestServer();

        using var response = await server.CreateClient().GetAsync("/digits?seed=18446744073709551615");

        Assert.Equal(["18446744073709551615"], response.Headers.GetValues("X-Seed"));
    }

    [Fact]
    public async Task Without_a_seed_a_fresh_one_is_drawn_that_repeats_the_picture()
    {
        await using var server = new TestServer();
        var client = server.CreateClient();

        using var response = await client.GetAsync("/digits");
        using var next = await client.GetAsync("/digits");
        var seed = Assert.Single(response.Headers.GetValues("X-Seed"));

        Assert.NotEqual(seed, Assert.Single(next.Headers.GetValues("X-Seed")));
        Assert.InRange(ulong.Parse(seed), 0ul, (1ul << 53) - 1);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(await response.Content.ReadAsByteArrayAsync(), await client.GetByteArrayAsync($"/digits?seed={seed}"));
    }

    [Fact]
    public async Task HEAD_answers_the_headers_of_GET_without_a_body()
    {
        await using var server = new TestServer();
        var client = server.CreateClient();

        using var get = await client.GetAsync("/digits?seed=7");
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/digits?seed=7"));

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("image/png", head.Content.Headers.ContentType?.ToString());
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(["7"], head.Headers.GetValues("X-Seed"));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task All_encoders_show_the_same_pixels()
    {
        await using var zlib = new TestServer(("Png:Encoder", "zlib"), ("Png:CompressionLevel", "SmallestSize"));
        await using var extensions = new TestServer(("Png:Encoder", "extensions"));
        await using var imageSharp = new TestServer(("Png:Encoder", "imagesharp"), ("Png:CompressionLevel", "Optimal"));
        await using var runs = new TestServer(("Png:Encoder", "runs"));

        var pixels = await Pixels(zlib.CreateClient(), "/digits?seed=7&scale=2");
        foreach (var other in new[] { extensions, imageSharp, runs })
        {
            Assert.Equal(pixels, await Pixels(other.CreateClient(), "/digits?seed=7&scale=2"));
        }
    }

    [Fact]
    public async Task Concurrent_requests_do_not_mix()
    {
        await using var server = new TestServer();
        var client = server.CreateClient();
        var expected = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => client.GetByteArrayAsync($"/digits?seed={seed}")));

        await Parallel.ForAsync(0, 100, async (i, _) =>
            Assert.Equal(expected[i % 4], await client.GetByteArrayAsync($"/digits?seed={i % 4}")));
    }

    private static async Task<byte[]> Pixels(HttpClient client, string path) =>
        ImageDecoder.Decode(await client.GetByteArrayAsync(path)).Pixels.ToArray();
}
