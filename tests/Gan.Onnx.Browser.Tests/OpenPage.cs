using Microsoft.Playwright;

namespace Gan.Onnx.Browser.Tests;

/// <summary>A page in the browser, with what it complained about and what it asked for.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Complaints.Add(error);
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Everything on the console, and exceptions of scripts.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Addresses that were asked for, in order; not those of data within the page.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<OpenPage> Of(IPage page, Uri address)
    {
        var open = new OpenPage(page);
        await page.GotoAsync(address.AbsoluteUri);
        open.Requests.RemoveAll(address => address.StartsWith("data:", StringComparison.Ordinal));
        return open;
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
