using Microsoft.Playwright;
using static Gan.Onnx.Browser.Tests.TrainingPage;

namespace Gan.Onnx.Browser.Tests;

/// <summary>The page after as many iterations as TRAINING_ITERATIONS says: trained once for all tests of a class.</summary>
public sealed class TrainedPage : IAsyncLifetime
{
    private readonly Browser _browser = new();
    private OpenPage? _open;

    internal OpenPage Open => _open!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await _browser.InitializeAsync();
        _open = await _browser.Open(Address);
        await _open.Page.Locator("#until").FillAsync(Given("TRAINING_ITERATIONS"));
        await _open.Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(Status(_open)).ToHaveTextAsync(
            $"Done at iteration {Given("TRAINING_ITERATIONS")}; a larger number trains on.", new() { Timeout = 120_000 });
        await Keep(_open, "trained.png");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_open?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _browser.DisposeAsync();
    }
}
