using Microsoft.Playwright;

namespace Gan.Onnx.Browser.Tests;

/// <summary>The server's page, opened: what its tests do and look at.</summary>
internal static class Playground
{
    private static readonly PageWaitForFunctionOptions Patient = new() { Timeout = 60_000 };

    public static Uri Address => new(Given("PAGE_ADDRESS"));

    /// <summary>A server that wants <see cref="Key"/>.</summary>
    public static Uri LockedAddress => new(Given("PAGE_LOCKED_ADDRESS"));

    /// <summary>A server of the models that scripts/playground/models.sh makes, beside the shipped one.</summary>
    public static Uri ModelsAddress => new(Given("PAGE_MODELS_ADDRESS"));

    public static string Key => Given("PAGE_KEY");

    public static async Task<OpenPage> Open(
        Browser browser, string link = "?seed=7", int width = 1200, ColorScheme scheme = ColorScheme.Light)
    {
        var open = await browser.Open(new Uri(Address, link), width, scheme);
        await Settled(open);
        return open;
    }

    /// <summary>Until everything asked for has been answered.</summary>
    public static Task Settled(OpenPage open) => open.Page.WaitForFunctionAsync(
        "() => document.querySelector('.status').textContent + document.querySelector('#digits .problem').textContent "
        + "&& !document.querySelector('[aria-busy]')",
        null,
        Patient);

    public static async Task Choose(OpenPage open, string digit)
    {
        await open.Page.GetByRole(AriaRole.Radio, new() { Name = digit }).CheckAsync();
        await Settled(open);
    }

    public static async Task<string> Url(OpenPage open) => (await open.Page.Locator("#digits .url").TextContentAsync())!;

    public static Task<string> Pixels(OpenPage open, string picture = "#digits .picture") => open.Page.EvaluateAsync<string>(
        """
        selector => {
          const image = document.querySelector(selector), canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
          canvas.getContext('2d').drawImage(image, 0, 0);
          return canvas.toDataURL();
        }
        """,
        picture);

    /// <summary>How white the picture is where a digit has no ink.</summary>
    public static Task<int> Corner(OpenPage open) => open.Page.EvaluateAsync<int>(
        """
        () => {
          const context = document.createElement('canvas').getContext('2d');
          context.drawImage(document.querySelector('#digits .picture'), 0, 0);
          return context.getImageData(0, 0, 1, 1).data[0];
        }
        """);

    public static Task<string> Canvas(OpenPage open) => open.Page.EvaluateAsync<string>("document.getElementById('canvas').toDataURL()");

    private static string Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{name} must be set, as scripts/playground/check.sh does: run these tests by that.");

    /// <summary>Kept where PAGE_PICTURES says, for people to look at.</summary>
    public static async Task Keep(OpenPage open, string? name)
    {
        if (name is not null && Environment.GetEnvironmentVariable("PAGE_PICTURES") is { Length: > 0 } folder)
        {
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
        }
    }
}
