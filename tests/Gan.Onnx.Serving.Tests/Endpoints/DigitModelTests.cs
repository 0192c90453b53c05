using System.Net;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Tests.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>Models that make digits answer both families of routes alike; others answer those for images alone.</summary>
public sealed class DigitModelTests
{
    [Theory]
    [InlineData(true, 1, 28, 28)]
    [InlineData(true, 1, 28, 28, "0", "1", "2")]
    [InlineData(false, 1, 28, 28, "0", "1", "3")]
    [InlineData(false, 1, 28, 28, "Bag")]
    [InlineData(false, 1, 32, 28)]
    [InlineData(false, 1, 28, 32)]
    [InlineData(false, 3, 28, 28)]
    public void Makes_digits_if_it_has_their_size_and_no_names(bool expected, int channels, int height, int width, params string[] names)
    {
        var manifest = new Manifest(
            "", "p", 1, new Gan.Onnx.Generation.Latents.NormalLatent(0, 1), names.Length, [channels, height, width], null,
            names.Length > 0 ? names : null);

        Assert.Equal(expected, DigitModels.Has(manifest));
    }

    [Theory]
    [InlineData("images of 20 by 32 pixels in grey", 1)]
    [InlineData("images of 20 by 32 pixels in colour with 2 named classes", 3, "cat", "dog")]
    public void A_model_is_described_by_its_images(string expected, int channels, params string[] names)
    {
        var manifest = new Manifest(
            "", "p", 1, new Gan.Onnx.Generation.Latents.NormalLatent(0, 1), names.Length, [channels, 32, 20], null,
            names.Length > 0 ? names : null);

        Assert.Equal(expected, DigitModels.Describe(manifest));
    }

    [Theory]
    [InlineData("/digits?digit=7")]
    [InlineData("/digits/1.png")]
    [InlineData("/digits/text/12")]
    [InlineData("/digits/interpolation?from=1&to=2")]
    public async Task Another_model_is_refused_by_the_routes_for_digits_which_name_those_for_images(string target)
    {
        using var folder = ModelFolder.Colour();
        await using var server = new TestServer(("Model:Path", folder.Path));

        using var response = await server.CreateClient().GetAsync(target);

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal("model", error.Name);
        Assert.Equal(
            $"The model '{Path.GetFileName(folder.Path)}' makes no digits (28 by 28 pixels, grey, classes without names), but images of "
            + "32 by 20 pixels in colour with 3 named classes. Ask /images in place of /digits, and 'label' in place of 'digit'.",
            error.Value[0].GetString());
    }

    [Fact]
    public async Task Both_families_show_the_same_digits()
    {
        using var folder = new ModelFolder("conditional");
        await using var server = TestServer.Conditional(folder);
        using var client = server.CreateClient();

        var digits = await client.GetByteArrayAsync("/digits?seed=7&count=5&digit=3,1&scale=2&truncation=0.5");
        var images = await client.GetByteArrayAsync("/images?seed=7&count=5&label=3,1&scale=2&truncation=0.5");
        var walk = await client.GetByteArrayAsync("/digits/interpolation?from=1&to=2&digit=4");

        Assert.Equal(digits, images);
        Assert.Equal(walk, await client.GetByteArrayAsync("/images/interpolation?from=1&to=2&label=4"));
        Assert.Equal(
            await client.GetByteArrayAsync("/digits?seed=7&format=npy"), await client.GetByteArrayAsync("/images?seed=7&format=npy"));
    }

    [Theory]
    [InlineData("10", "'label' must be whole numbers from 0 to 9 with commas between them, at most 100; received '10'.")]
    [InlineData("cat", "'label' must be whole numbers from 0 to 9 with commas between them, at most 100; received 'cat'.")]
    public async Task Classes_without_names_are_numbers(string label, string message)
    {
        using var folder = new ModelFolder("conditional");
        await using var server = TestServer.Conditional(folder);

        using var response = await server.CreateClient().GetAsync($"/images?label={label}");

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(message, problem.GetProperty("errors").GetProperty("label")[0].GetString());
    }

    [Fact]
    public async Task A_model_without_labels_says_so()
    {
        await using var server = new TestServer();

        using var response = await server.CreateClient().GetAsync("/images?label=cat");
        using var picture = await server.CreateClient().GetAsync("/images?count=4");

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(
            "The model 'fixture' was trained without labels, so it cannot be asked for a label. "
            + "Leave 'label' out, or have a conditional model served.",
            problem.GetProperty("errors").GetProperty("label")[0].GetString());
        Assert.Equal(56, ImageDecoder.Decode(await picture.Content.ReadAsByteArrayAsync()).Width);
    }

    [Fact]
    public async Task Models_of_all_kinds_are_served_side_by_side_and_a_fault_of_one_request_reaches_no_other()
    {
        using var named = ModelFolder.Named("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot");
        using var colour = ModelFolder.Colour();
        var parent = Directory.CreateTempSubdirectory("models-").FullName;
        Directory.Move(named.Path, Path.Combine(parent, "fashion"));
        Directory.Move(colour.Path, Path.Combine(parent, "pets"));
        await using (var server = new TestServer(("Models:Folder", parent)))
        {
            using var client = server.CreateClient();
            string[] targets =
            [
                "/images?model=fashion&label=sandal&count=16&seed=1", "/images?model=pets&label=cat&seed=1", "/digits?seed=1",
                "/images?seed=1", "/images?model=pets&label=sandal", "/images?model=fashion&label=cat", "/digits?model=pets",
                "/images?model=none&label=cat",
            ];
            int[] expected = [200, 200, 200, 200, 400, 400, 400, 404];

            var found = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => await Task.WhenAll(targets.Select(async target =>
            {
                using var response = await client.GetAsync(target);
                return (int)response.StatusCode;
            }))));

            Assert.All(found, statuses => Assert.Equal(expected, statuses));
            using var sandals = await client.GetAsync(targets[0]);
            Assert.Equal(string.Join(',', Enumerable.Repeat(5, 16)), sandals.Headers.GetValues("X-Labels").Single());
        }

        Directory.Move(Path.Combine(parent, "fashion"), named.Path);
        Directory.Move(Path.Combine(parent, "pets"), colour.Path);
        Directory.Delete(parent);
    }
}
