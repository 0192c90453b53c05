using Microsoft.Playwright;

namespace Gan.Onnx.Browser.Tests;

/// <summary>Headless Chromium from the system, one for all tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Assert.True(
            File.Exists(Executable),
            $"{Executable} does not exist, and the tests of pages open them in it. Install Debian's package: apt-get install chromium.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Opens a file in a window of its own.</summary>
    public Task<OpenPage> Open(string path, int width = 1200, ColorScheme scheme = ColorScheme.Light) =>
        Open(new Uri(Path.GetFullPath(path)), width, scheme);

    /// <summary>Opens an address in a window of its own.</summary>
    public async Task<OpenPage> Open(Uri address, int width = 1200, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await _browser!.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        return await OpenPage.Of(page, address);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }
}
