using Microsoft.Playwright;
using static Gan.Onnx.Browser.Tests.Playground;

namespace Gan.Onnx.Browser.Tests;

/// <summary>What a person takes away from the server's page: its link, the addresses of its pictures, and the pictures.</summary>
public class PlaygroundLinkTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_link_gives_the_same_page_again()
    {
        const string Link =
            "?count=9&seed=12345678901234567890&digit=3&truncation=0.5&invert=true&keep=false&text=2026-11-24&from=3&to=4&frame=12";
        await using var open = await Open();
        (string Control, string Value)[] fields =
        [
            ("#count", "9"), ("#seed", "12345678901234567890"), ("#truncation", "0.5"), ("#text", "2026-11-24"),
            ("#from", "3"), ("#to", "4"), ("#frame", "12"),
        ];
        foreach (var (control, value) in fields)
        {
            await open.Page.Locator(control).FillAsync(value);
        }

        await open.Page.GetByLabel("Black ink on white").CheckAsync();
        await open.Page.GetByRole(AriaRole.Radio, new() { Name = "3" }).CheckAsync();
        await open.Page.GetByLabel("Keep the seed").UncheckAsync();
        await Settled(open);
        // Asked for again and again: to wait for the change itself may miss it, if it came a moment before.
        await Assertions.Expect(open.Page).ToHaveURLAsync(new Uri(Address, Link).AbsoluteUri, new() { Timeout = 30_000 });
        string[] before = [await Url(open), await Pixels(open), await Pixels(open, "#number .picture"), await Canvas(open)];

        await open.Page.ReloadAsync();
        await Settled(open);

        string[] after = [await Url(open), await Pixels(open), await Pixels(open, "#number .picture"), await Canvas(open)];
        Assert.Equal(before, after);
        Assert.False(await open.Page.GetByLabel("Keep the seed").IsCheckedAsync());
        Assert.Equal(new Uri(Address, Link).AbsoluteUri, open.Page.Url);
    }

    [Fact]
    public async Task URL_and_curl_line_can_be_copied()
    {
        await using var open = await Open("?seed=7");
        await open.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await open.Page.Locator("#digits .copy-url").ClickAsync();
        await Assertions.Expect(open.Page.Locator("#digits .copied")).ToHaveTextAsync("URL copied");
        var url = await open.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        await open.Page.Locator("#digits .copy-curl").ClickAsync();
        await Assertions.Expect(open.Page.Locator("#digits .copied")).ToHaveTextAsync("curl line copied");

        Assert.Equal(await Url(open), url);
        Assert.Equal($"curl -o digits.png '{url}'", await open.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        using var client = new HttpClient();
        using var response = await client.GetAsync(url);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Without_a_clipboard_the_URL_is_selected()
    {
        await using var open = await Open("?seed=7");
        await open.Page.EvaluateAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })");

        await open.Page.Locator("#digits .copy-url").ClickAsync();

        await Assertions.Expect(open.Page.Locator("#digits .copied")).Not.ToBeEmptyAsync();
        Assert.Equal(await Url(open), await open.Page.EvaluateAsync<string>("getSelection().toString()"));
    }

    [Fact]
    public async Task A_picture_can_be_downloaded()
    {
        await using var open = await Open("?seed=7");

        var download = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.Locator("#digits .download").ClickAsync());

        Assert.Equal("digits.png", download.SuggestedFilename);
    }

    private Task<OpenPage> Open(string link = "?seed=7") => Playground.Open(browser, link);
}
