using Microsoft.Playwright;

namespace Gan.Onnx.Browser.Tests;

/// <summary>The page that shows the API and tries it out, wherever a proxy serves it.</summary>
public class PlaygroundApiTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_page_links_to_it_and_it_tries_a_route_out()
    {
        await using var open = await Playground.Open(browser);

        await open.Page.GetByRole(AriaRole.Link, new() { Name = "the API, to try out" }).ClickAsync();
        var route = open.Page.Locator("#operations-Digits-getDigits");
        await route.Locator(".opblock-summary-control").ClickAsync();
        await route.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await route.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();

        await Assertions.Expect(route.Locator(".live-responses-table .response-col_status").Last).ToContainTextAsync("200");
        Assert.Equal(
            new Uri(Playground.Address, "digits").AbsolutePath,
            new Uri((await route.Locator(".request-url pre").TextContentAsync())!).AbsolutePath);
    }
}
