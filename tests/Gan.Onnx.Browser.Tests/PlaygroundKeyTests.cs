using Microsoft.Playwright;
using static Gan.Onnx.Browser.Tests.Playground;

namespace Gan.Onnx.Browser.Tests;

/// <summary>The server's page where pictures need a key.</summary>
public class PlaygroundKeyTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Asks_for_the_key_and_shows_pictures_with_it()
    {
        await using var open = await OpenLocked();
        var field = KeyField(open);
        await field.WaitForAsync();
        await Keep(open, "playground-key.png");

        await field.FillAsync("not the key that it wants");
        await field.PressAsync("Enter");
        await open.Page.GetByText("The server does not know this key.").WaitForAsync();
        await field.FillAsync(Key);
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
        await Settled(open);

        Assert.True(await field.IsHiddenAsync());
        var described = await open.Page.Locator("#digits .picture").GetAttributeAsync("alt");
        Assert.StartsWith("16 digits of seed 7", described, StringComparison.Ordinal);
        Assert.Contains("-H \"X-API-Key: $KEY\"", await open.Page.Locator("#digits .curl").TextContentAsync());
        Assert.DoesNotContain(Key, await open.Page.ContentAsync());
    }

    [Fact]
    public async Task Keeps_the_key_for_the_tab_and_sends_it_for_a_download()
    {
        await using var open = await OpenLocked();
        await KeyField(open).FillAsync(Key);
        await KeyField(open).PressAsync("Enter");
        await Settled(open);

        await open.Page.ReloadAsync();
        await Settled(open);
        var download = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.Locator("#walk .download").ClickAsync());

        Assert.Equal("walk.png", download.SuggestedFilename);
        var file = await File.ReadAllBytesAsync((await download.PathAsync())!);
        Assert.Equal("acTL"u8, file.AsSpan(37, 4));
    }

    private static ILocator KeyField(OpenPage open) => open.Page.GetByLabel("This server asks for a key");

    private Task<OpenPage> OpenLocked() => browser.Open(new Uri(LockedAddress, "?seed=7"));
}
