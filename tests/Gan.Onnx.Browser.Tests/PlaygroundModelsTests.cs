using Microsoft.Playwright;
using static Gan.Onnx.Browser.Tests.Playground;

namespace Gan.Onnx.Browser.Tests;

/// <summary>The server's page with models of all kinds behind it: it follows their channels, their size and their classes.</summary>
public class PlaygroundModelsTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Named_classes_are_buttons_with_their_names()
    {
        await using var open = await Open("?model=fashion&seed=7&count=4");

        await Choose(open, "Sandal");

        Assert.Equal("Images that nobody made", await open.Page.Locator("h1").TextContentAsync());
        Assert.Contains("/images?count=4&seed=7&label=Sandal&model=fashion", await Url(open));
        Assert.Contains("label=Sandal&", await open.Page.Locator("#walk .url").TextContentAsync());
        Assert.Equal("4 images of seed 7: Sandal, Sandal, Sandal, Sandal", await Described(open, "#digits"));
        Assert.Equal(11, await open.Page.GetByRole(AriaRole.Radio).CountAsync());
        await Assertions.Expect(open.Page.Locator("#number")).ToBeHiddenAsync();
        await Keep(open, "playground-named.png");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Coloured_images_are_shown_in_colour_and_in_their_own_shape()
    {
        await using var open = await Open("?model=pets&seed=7&count=4&digit=dog, brown");

        Assert.Contains("label=dog,%20brown&", await Url(open));
        Assert.Equal("4 images of seed 7: dog, brown, dog, brown, dog, brown, dog, brown", await Described(open, "#digits"));
        Assert.Equal(1.6, await Ratio(open, "#digits .picture"), 0.01);
        Assert.Equal(1.6, await Ratio(open, "#digits .stage"), 0.01);
        Assert.True(await IsColoured(open, "#digits .picture"));
        Assert.True(await IsColoured(open, "#canvas"));
        await Assertions.Expect(open.Page.GetByLabel("Negative")).ToBeVisibleAsync();
        await Keep(open, "playground-colour.png");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Grey_images_without_labels_are_digits()
    {
        await using var open = await Open("?model=plain&seed=7&count=4");

        Assert.Contains("/digits?count=4&seed=7&model=plain", await Url(open));
        await Assertions.Expect(open.Page.Locator("#digit-hint")).ToContainTextAsync("cannot be asked for a digit");
        Assert.False(await IsColoured(open, "#digits .picture"));
        await Assertions.Expect(open.Page.GetByLabel("Black ink on white")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Several_models_are_shown_side_by_side_by_choice()
    {
        await using var open = await Open("?seed=7&count=4");
        await Assertions.Expect(open.Page.Locator(".beside")).ToHaveCountAsync(0);

        foreach (var name in new[] { "fashion", "pets", "plain" })
        {
            await open.Page.GetByRole(AriaRole.Checkbox, new() { Name = name }).CheckAsync();
        }

        await Settled(open);
        Assert.StartsWith("4 images of seed 7: ", await Described(open, "#beside-fashion"));
        Assert.StartsWith("4 images of seed 7: ", await Described(open, "#beside-pets"));
        Assert.Equal("4 digits of seed 7", await Described(open, "#beside-plain"));
        Assert.EndsWith("&model=pets&scale=4", await open.Page.Locator("#beside-pets .url").TextContentAsync());
        Assert.DoesNotContain("model=", await open.Page.Locator("#digits > .addresses .url").TextContentAsync());
        Assert.True(await IsColoured(open, "#beside-pets .picture"));
        Assert.False(await IsColoured(open, "#beside-fashion .picture"));
        await Assertions.Expect(open.Page).ToHaveURLAsync(
            new Uri(ModelsAddress, "?count=4&seed=7&beside=fashion,pets,plain").AbsoluteUri, new() { Timeout = 30_000 });
        await Keep(open, "playground-beside.png");

        await open.Page.ReloadAsync();
        await Settled(open);
        await Assertions.Expect(open.Page.Locator(".beside")).ToHaveCountAsync(3);
        await open.Page.GetByRole(AriaRole.Checkbox, new() { Name = "plain" }).UncheckAsync();
        await open.Page.GetByLabel("Model", new() { Exact = true }).SelectOptionAsync("pets");
        await Settled(open);

        await Assertions.Expect(open.Page.Locator(".beside")).ToHaveCountAsync(1);
        Assert.Equal("Images", await open.Page.Locator("#digits-title").TextContentAsync());
        Assert.Empty(open.Complaints);
    }

    [Theory]
    [InlineData("fashion", 360)]
    [InlineData("pets", 320)]
    public async Task Fits_a_small_window_whatever_the_model(string model, int width)
    {
        await using var open = await Open($"?model={model}&seed=7&count=9&beside=plain,default", width);

        Assert.Equal(width, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Keep(open, $"playground-{model}-phone.png");
    }

    private static async Task<string> Described(OpenPage open, string section) =>
        (await open.Page.Locator($"{section} .picture").GetAttributeAsync("alt"))!;

    private static Task<double> Ratio(OpenPage open, string element) => open.Page.EvaluateAsync<double>(
        "selector => { const box = document.querySelector(selector).getBoundingClientRect(); return box.width / box.height; }", element);

    private static Task<bool> IsColoured(OpenPage open, string picture) => open.Page.EvaluateAsync<bool>(
        """
        selector => {
          const source = document.querySelector(selector), canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [source.naturalWidth ?? source.width, source.naturalHeight ?? source.height];
          const context = canvas.getContext('2d');
          context.drawImage(source, 0, 0);
          const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
          return data.some((value, i) => i % 4 === 1 && value !== data[i - 1]);
        }
        """,
        picture);

    private async Task<OpenPage> Open(string link, int width = 1200)
    {
        var open = await browser.Open(new Uri(ModelsAddress, link), width);
        await Settled(open);
        return open;
    }
}
