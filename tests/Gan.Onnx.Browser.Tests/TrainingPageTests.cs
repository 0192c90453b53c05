using Microsoft.Playwright;
using static Gan.Onnx.Browser.Tests.TrainingPage;

namespace Gan.Onnx.Browser.Tests;

/// <summary>The page that trains in the tab, as a person meets it.</summary>
public class TrainingPageTests(Browser browser) : IClassFixture<Browser>
{
    private const float Patience = 60_000;

    [Fact]
    public async Task Stops_and_goes_on_by_keyboard()
    {
        await using var open = await browser.Open(Address);
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("until", await Focused(open));
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("train", await Focused(open));
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#iteration")).Not.ToHaveTextAsync("0", new() { Timeout = Patience });

        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Status(open)).ToContainTextAsync("Stopped at iteration", new() { Timeout = Patience });
        var next = await Figure(open, "#iteration") + 1;
        await open.Page.Locator("#until").FillAsync($"{next}");
        await open.Page.Locator("#train").PressAsync("Enter");

        await Assertions.Expect(Status(open)).ToContainTextAsync($"Done at iteration {next};", new() { Timeout = Patience });
    }

    [Theory]
    [InlineData("artifacts/generator/checkpoint")]
    [InlineData("data/train-images-idx3-ubyte.gz")]
    [InlineData("runtime/ort-training-wasm-simd-threaded.wasm")]
    [InlineData("ort-training/mlp.mjs", "a file in ort-training/")]
    public async Task Says_which_file_is_missing(string path, string? named = null)
    {
        await using var open = await browser.Open(Address);
        await open.Page.RouteAsync($"**/{path}", route => route.FulfillAsync(new() { Status = 404 }));

        await open.Page.Locator("#train").ClickAsync();

        var problem = open.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(problem).ToContainTextAsync(named ?? path, new() { Timeout = Patience });
        await Assertions.Expect(problem).ToContainTextAsync("missing");
        await Assertions.Expect(problem).ToContainTextAsync("scripts/ort-training/page.sh");
        await Assertions.Expect(open.Page.Locator("#train")).ToHaveTextAsync("Start");
    }

    [Fact]
    public async Task Says_that_WebAssembly_is_needed()
    {
        await using var open = await browser.Open(Address);
        await open.Page.EvaluateAsync("delete globalThis.WebAssembly");

        await open.Page.Locator("#train").ClickAsync();

        await Assertions.Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This browser has no WebAssembly");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    public async Task Does_not_start_without_a_number_of_iterations(string until)
    {
        await using var open = await browser.Open(Address);
        await open.Page.Locator("#until").FillAsync(until);

        await open.Page.Locator("#train").ClickAsync();

        Assert.Equal("until", await Focused(open));
        await Assertions.Expect(open.Page.Locator("#train")).ToHaveTextAsync("Start");
    }

    [Theory]
    [InlineData(1200, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Opens_without_a_complaint_and_fits_the_window_across(int width, ColorScheme scheme)
    {
        await using var open = await browser.Open(Address, width, scheme);
        await Keep(open, $"training-{width}-{scheme}.png");

        Assert.Equal(width, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(open.Complaints);
    }

    private static Task<string> Focused(OpenPage open) => open.Page.EvaluateAsync<string>("document.activeElement.id");
}
