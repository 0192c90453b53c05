using System.Globalization;
using Microsoft.Playwright;

namespace Gan.Onnx.Browser.Tests;

/// <summary>The page of training/docs/browser: what its tests do and look at.</summary>
internal static class TrainingPage
{
    public static Uri Address => new(Given("TRAINING_ADDRESS"));

    public static ILocator Status(OpenPage open) => open.Page.Locator("#status");

    public static async Task<double> Figure(OpenPage open, string selector) =>
        Number((await open.Page.Locator(selector).TextContentAsync())!);

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public static string Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{name} must be set, as scripts/ort-training/check-page.sh does: run these tests by that.");

    /// <summary>Kept where TRAINING_PICTURES says, for people to look at.</summary>
    public static async Task Keep(OpenPage open, string name)
    {
        if (Environment.GetEnvironmentVariable("TRAINING_PICTURES") is { Length: > 0 } folder)
        {
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
        }
    }
}
