using Microsoft.Playwright;
using static Gan.Onnx.Browser.Tests.Playground;

namespace Gan.Onnx.Browser.Tests;

/// <summary>Walks between seeds, and numbers in handwriting, on the server's page.</summary>
public class PlaygroundWalkTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Keys_alone_choose_a_digit_and_walk_between_seeds()
    {
        await using var open = await Open("?seed=7&count=4");
        await open.Page.Keyboard.PressAsync("Tab");

        await open.Page.Keyboard.PressAsync("ArrowRight");
        await open.Page.Keyboard.PressAsync("ArrowRight");
        await Settled(open);

        Assert.Contains("digit=1", await Url(open));
        await open.Page.Locator("#frame").FocusAsync();
        await open.Page.Keyboard.PressAsync("End");
        Assert.Equal("frame 25 of 25", await open.Page.Locator("#frame").GetAttributeAsync("aria-valuetext"));
    }

    [Fact]
    public async Task Slider_changes_the_canvas()
    {
        await using var open = await Open("?from=1&to=2");
        List<string> frames = [await Canvas(open)];
        foreach (var key in new[] { "ArrowRight", "End", "Home" })
        {
            await open.Page.Locator("#frame").PressAsync(key);
            frames.Add(await Canvas(open));
        }

        Assert.Equal(3, frames.Distinct().Count());
        Assert.Equal(frames[0], frames[3]);
    }

    [Fact]
    public async Task The_first_frame_is_the_picture_of_the_first_seed()
    {
        await using var open = await Open("?seed=5&count=1&digit=3&from=5&to=6");
        const string FirstDigits = """
            () => ['#digits .picture', '#canvas'].map(selector => {
              const source = document.querySelector(selector), canvas = new OffscreenCanvas(28, 28), context = canvas.getContext('2d');
              context.imageSmoothingEnabled = false;
              const side = selector === '#canvas' ? 28 : source.naturalWidth;
              context.drawImage(source, 0, 0, side, side, 0, 0, 28, 28);
              return [...context.getImageData(0, 0, 28, 28).data].join();
            })
            """;

        var found = await open.Page.EvaluateAsync<string[]>(FirstDigits);

        Assert.Equal(found[0], found[1]);
    }

    [Fact]
    public async Task Play_walks_from_the_first_frame_to_the_last()
    {
        await using var open = await Open();
        var play = open.Page.GetByRole(AriaRole.Button, new() { Name = "Play" });
        await play.ClickAsync();

        await Assertions.Expect(open.Page.Locator("#play")).ToHaveTextAsync("Pause");
        await Assertions.Expect(open.Page.Locator("#play")).ToHaveTextAsync("Play", new() { Timeout = 30_000 });
        Assert.Equal("24", await open.Page.Locator("#frame").InputValueAsync());
    }

    [Fact]
    public async Task A_number_is_written()
    {
        await using var open = await Open("?seed=7");
        var pixels = await Pixels(open, "#number .picture");

        await open.Page.GetByLabel("Number, date or time").FillAsync("12:30");
        await Settled(open);

        Assert.Contains("/digits/text/12", await open.Page.Locator("#number .url").TextContentAsync());
        Assert.NotEqual(pixels, await Pixels(open, "#number .picture"));
        Assert.Equal("12:30, handwritten", await open.Page.Locator("#number .picture").GetAttributeAsync("alt"));
    }

    [Theory]
    [InlineData("24/12/2026 18:00")]
    [InlineData("-1.5")]
    public async Task Every_character_that_the_page_names_can_be_written(string text)
    {
        await using var open = await Open($"?seed=7&text={Uri.EscapeDataString(text)}");

        await Assertions.Expect(open.Page.Locator("#number .problem")).ToBeHiddenAsync();
        await Assertions.Expect(open.Page.Locator("#number .status")).ToHaveTextAsync($"{text} in the handwriting of seed 7.");
    }

    private Task<OpenPage> Open(string link = "?seed=7", int width = 1200, ColorScheme scheme = ColorScheme.Light) =>
        Playground.Open(browser, link, width, scheme);
}
