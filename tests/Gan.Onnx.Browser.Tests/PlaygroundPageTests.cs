using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Gan.Onnx.Browser.Tests.Playground;

namespace Gan.Onnx.Browser.Tests;

/// <summary>The server's page as a person meets it, with a real server behind it.</summary>
public partial class PlaygroundPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly int[] DigitShape = [1, 28, 28];

    [Theory]
    [InlineData(1200, ColorScheme.Light, "playground-light.png")]
    [InlineData(1200, ColorScheme.Dark, null)]
    [InlineData(360, ColorScheme.Light, null)]
    [InlineData(360, ColorScheme.Dark, "playground-dark-phone.png")]
    public async Task Opens_without_a_complaint_and_asks_only_this_server(int width, ColorScheme scheme, string? picture)
    {
        await using var open = await Open("?seed=2026", width, scheme);
        await Keep(open, picture);

        Assert.Empty(open.Complaints);
        Assert.All(
            open.Requests.Where(address => !address.StartsWith("blob:", StringComparison.Ordinal)),
            address => Assert.StartsWith(Address.AbsoluteUri, address));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    [InlineData(1200)]
    public async Task Fits_the_window_across_whatever_it_shows(int width)
    {
        const string Numbers = "?seed=18446744073709551615&from=18446744073709551615&count=100";
        await using var open = await Open($"{Numbers}&text=12345678901234567890123456789012345678901234567890", width);

        Assert.Equal(width, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await open.Page.Locator("#seed").FillAsync(
            "no number, but a long word: Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel");
        await Settled(open);
        Assert.Equal(width, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task A_digit_changes_the_address_and_the_picture()
    {
        await using var open = await Open("?seed=7&count=4");
        var (url, pixels) = (await Url(open), await Pixels(open));

        await Choose(open, "7");

        Assert.DoesNotContain("digit=", url);
        Assert.Contains("digit=7", await Url(open));
        Assert.NotEqual(pixels, await Pixels(open));
        Assert.Equal("4 digits of seed 7: 7 7 7 7", await open.Page.Locator("#digits .picture").GetAttributeAsync("alt"));
    }

    [Fact]
    public async Task How_many_truncation_and_ink_change_the_picture()
    {
        await using var open = await Open("?seed=7&count=4");
        List<string> seen = [await Pixels(open)];
        (string Control, string Key, string Parameter)[] changes =
            [("#count", "ArrowRight", "count=5"), ("#truncation", "Home", "truncation=0"), ("#invert", " ", "invert=true")];
        foreach (var (control, key, parameter) in changes)
        {
            await open.Page.Locator(control).PressAsync(key);
            await Settled(open);

            Assert.Contains(parameter, await Url(open));
            seen.Add(await Pixels(open));
        }

        Assert.Equal(4, seen.Distinct().Count());
        Assert.Contains("truncation=0&", await open.Page.Locator("#walk .url").TextContentAsync());
        Assert.Contains("truncation=0&", await open.Page.Locator("#number .url").TextContentAsync());
        Assert.Equal(255, await Corner(open));
    }

    [Fact]
    public async Task New_seed_gives_another_picture()
    {
        await using var open = await Open("?seed=7&count=4");
        var pixels = await Pixels(open);

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "New seed", Exact = true }).ClickAsync();
        await Settled(open);

        var seed = await open.Page.Locator("#seed").InputValueAsync();
        Assert.NotEqual("7", seed);
        Assert.Contains($"seed={seed}", await Url(open));
        Assert.NotEqual(pixels, await Pixels(open));
    }

    [Fact]
    public async Task A_seed_that_is_kept_stays_and_one_that_is_not_changes_with_the_digit()
    {
        await using var open = await Open("?seed=7&count=4");
        await Choose(open, "3");
        Assert.Equal("7", await open.Page.Locator("#seed").InputValueAsync());

        await open.Page.GetByLabel("Keep the seed").UncheckAsync();
        await Choose(open, "4");

        var seed = await open.Page.Locator("#seed").InputValueAsync();
        Assert.NotEqual("7", seed);
        Assert.Contains($"seed={seed}", await open.Page.Locator("#number .url").TextContentAsync());
    }

    [Fact]
    public async Task Everything_is_reached_by_keyboard_and_shows_its_focus()
    {
        await using var open = await Open("?seed=7");
        List<string> reached = [];
        while (reached.Count < 50)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            var name = await open.Page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.textContent.trim()");
            if (await open.Page.EvaluateAsync<bool>("document.activeElement === document.body"))
            {
                break;
            }

            reached.Add(name);
            Assert.True(
                await open.Page.EvaluateAsync<bool>(
                    "[document.activeElement, document.activeElement.nextElementSibling]"
                    + ".some(part => part && getComputedStyle(part).outlineStyle === 'solid')"),
                $"{name} does not show its focus");
        }

        Assert.Equal(
            [
                "any", "count", "seed", "new-seed", "keep", "truncation", "invert", "Copy URL", "Copy curl", "Download",
                "text", "Copy URL", "Download",
                "from", "to", "new-ends", "play", "frame", "Copy URL", "Download", "the API, to try out", "for programs",
            ],
            reached);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_words_of_the_server_until_it_is_set_right()
    {
        await using var open = await Open("?count=4");
        var (seed, problem) = (open.Page.Locator("#seed"), open.Page.Locator("#digits").GetByRole(AriaRole.Alert));

        await seed.FillAsync("seven");
        await Settled(open);

        await Assertions.Expect(problem).ToContainTextAsync("seven");
        await Assertions.Expect(problem).ToContainTextAsync("18446744073709551615");
        Assert.Equal("true", await seed.GetAttributeAsync("aria-invalid"));
        await seed.FillAsync("7");
        await Settled(open);
        await Assertions.Expect(problem).ToBeHiddenAsync();
        Assert.Null(await seed.GetAttributeAsync("aria-invalid"));
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_by_itself()
    {
        await using var open = await Open("?count=4");
        await open.Page.RouteAsync("**/digits?*", route => route.FulfillAsync(new()
        {
            Status = 429,
            ContentType = "application/problem+json",
            Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
            Body = """{ "title": "The server is busy.", "detail": "As many requests wait as may." }""",
        }), new() { Times = 1 });
        var problem = open.Page.Locator("#digits").GetByRole(AriaRole.Alert);

        await open.Page.Locator("#seed").FillAsync("8");

        await Assertions.Expect(problem).ToContainTextAsync("As many requests wait as may.", new() { Timeout = 30_000 });
        await Assertions.Expect(problem).ToContainTextAsync("This page asks again in 1 second.");
        await Assertions.Expect(problem).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(open.Page.Locator("#digits .status")).ToHaveTextAsync("4 digits of seed 8.");
    }

    [Fact]
    public async Task Every_control_and_picture_has_a_name()
    {
        await using var open = await Open();

        string[] parts = [.. (await open.Page.Locator("body").AriaSnapshotAsync()).Split('\n').Where(line => Named().IsMatch(line))];

        Assert.True(parts.Length > 30, string.Join('\n', parts));
        Assert.All(parts, part => Assert.Matches("^ *- \\w+ \"", part));
    }

    [Fact]
    public async Task The_times_of_the_answer_are_shown()
    {
        await using var open = await Open();

        foreach (var time in new[] { "#queue-time", "#inference-time", "#total-time" })
        {
            Assert.Matches("^[0-9.]+ ms$", await open.Page.Locator(time).TextContentAsync());
        }
    }

    [Fact]
    public async Task One_model_is_no_choice()
    {
        await using var open = await Open();

        await Assertions.Expect(open.Page.Locator("#model")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_model_without_labels_says_why_no_digit_can_be_chosen()
    {
        await using var open = await browser.Open(new Uri("about:blank"));
        await open.Page.RouteAsync("**/models", route => route.FulfillAsync(new()
        {
            Json = new
            {
                @default = "digits",
                models = new[]
                {
                    new { name = "digits", classes = 10, imageShape = DigitShape, makesDigits = true },
                    new { name = "plain", classes = 0, imageShape = DigitShape, makesDigits = true },
                },
            },
        }));
        await open.Page.GotoAsync(Address.AbsoluteUri);
        await Settled(open);

        await open.Page.GetByLabel("Model", new() { Exact = true }).SelectOptionAsync("plain");

        await Assertions.Expect(open.Page.Locator("#digit-hint"))
            .ToHaveTextAsync("The model plain was trained without labels, so it cannot be asked for a digit.");
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Radio, new() { Name = "3" })).ToBeDisabledAsync();
        await Assertions.Expect(open.Page.Locator("#number .status")).ToContainTextAsync("trained without labels");
        await Assertions.Expect(open.Page.Locator("#digits .url")).ToContainTextAsync("model=plain");
    }

    private Task<OpenPage> Open(string link = "?seed=7", int width = 1200, ColorScheme scheme = ColorScheme.Light) =>
        Playground.Open(browser, link, width, scheme);

    [GeneratedRegex("^ *- (button|textbox|slider|checkbox|radio|combobox|link|img|region|group)\\b")]
    private static partial Regex Named();
}
