using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Gan.Onnx.Browser.Tests;

/// <summary>The <c>report.html</c> of two real runs, as a person meets it.</summary>
public class ReportPageTests(Browser browser) : IClassFixture<Browser>
{
    private const string Images = "REPORT_IMAGES";
    private const string Numbers = "REPORT_NUMBERS";

    /// <summary>Each page in a wide light window and in a narrow dark one.</summary>
    public static TheoryData<string, int, ColorScheme> Windows => new()
    {
        { Images, 1200, ColorScheme.Light },
        { Images, 360, ColorScheme.Dark },
        { Numbers, 1200, ColorScheme.Dark },
        { Numbers, 360, ColorScheme.Light },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Opens_without_a_complaint_and_asks_for_nothing_else(string run, int width, ColorScheme scheme)
    {
        await using var open = await browser.Open(Report(run), width, scheme);
        await Picture(open, $"{run}-{width}-{scheme}.png");

        Assert.Empty(open.Complaints);
        Assert.Equal([new Uri(Report(run)).AbsoluteUri], open.Requests);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Fits_the_window_across(string run, int width, ColorScheme scheme)
    {
        await using var open = await browser.Open(Report(run), width, scheme);

        Assert.Equal(width, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData(Images, "mlp", "Losses", "Judgement of the discriminator", "Fréchet distance, digit classifier", "Memory")]
    [InlineData(Numbers, "gaussian-1d", "Losses", "Judgement of the discriminator", "Speed", "Memory")]
    public async Task Title_names_the_run_and_every_metric_has_a_chart(string run, string preset, params string[] some)
    {
        await using var open = await browser.Open(Report(run));

        Assert.Equal($"{preset}: training report", await open.Page.TitleAsync());
        Assert.Equal(preset, await open.Page.Locator("h1").TextContentAsync());
        var charts = JsonNode.Parse((await open.Page.Locator("#data").TextContentAsync())!)!["charts"]!.AsArray();
        Assert.Equal(some, charts.Select(chart => $"{chart!["title"]}").Intersect(some));
        Assert.Equal(charts.Count, await open.Page.Locator(".chart").CountAsync());
        Assert.Equal(
            charts.Sum(chart => chart!["series"]!.AsArray().Count), await open.Page.Locator(".chart path.curve").CountAsync());
    }

    [Fact]
    public async Task Slider_changes_the_picture_by_keyboard()
    {
        await using var open = await browser.Open(Report(Images));
        var picture = open.Page.Locator("#picture");
        var last = await picture.GetAttributeAsync("src");
        await open.Page.Locator("#grid").FocusAsync();

        await open.Page.Keyboard.PressAsync("Home");

        Assert.Equal("within epoch 1", await open.Page.Locator("#grid-title").TextContentAsync());
        Assert.NotEqual(last, await picture.GetAttributeAsync("src"));
        Assert.Equal(224, await picture.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
        await open.Page.Keyboard.PressAsync("End");
        Assert.Equal(last, await picture.GetAttributeAsync("src"));
    }

    [Fact]
    public async Task Play_walks_from_the_first_picture_to_the_last()
    {
        await using var open = await browser.Open(Report(Images));
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();

        Assert.Equal("0", await open.Page.Locator("#grid").InputValueAsync());
        await Assertions.Expect(open.Page.Locator("#play")).ToHaveTextAsync("Play", new() { Timeout = 30_000 });
        Assert.Equal(await open.Page.Locator("#grid").GetAttributeAsync("max"), await open.Page.Locator("#grid").InputValueAsync());
    }

    [Fact]
    public async Task Chart_reads_out_its_numbers_under_the_pointer_and_by_keyboard()
    {
        await using var open = await browser.Open(Report(Images));
        var (chart, legend) = (open.Page.Locator(".chart svg").First, open.Page.Locator(".chart .legend").First);
        var unread = await legend.TextContentAsync();

        await chart.HoverAsync(new() { Position = new Position { X = 60, Y = 100 } });
        var pointed = await legend.TextContentAsync();
        await open.Page.Mouse.MoveAsync(0, 0);
        await chart.FocusAsync();
        await open.Page.Keyboard.PressAsync("Home");

        Assert.EndsWith(" images", pointed);
        Assert.NotEqual(unread, pointed);
        Assert.Equal(pointed, await legend.TextContentAsync());
    }

    [Fact]
    public async Task Numbers_show_their_distributions_and_no_grids()
    {
        await using var open = await browser.Open(Report(Numbers));

        Assert.Equal(1, await open.Page.Locator(".plot svg").CountAsync());
        Assert.Equal(0, await open.Page.Locator("#grid").CountAsync());
    }

    private static string Report(string run) => Path.Combine(
        Environment.GetEnvironmentVariable(run)
            ?? throw new InvalidOperationException($"{run} must name a run folder: run these tests by scripts/report-page/check.sh."),
        "report.html");

    /// <summary>Kept where REPORT_PICTURES says, for people to look at.</summary>
    private static async Task Picture(OpenPage open, string name)
    {
        if (Environment.GetEnvironmentVariable("REPORT_PICTURES") is { Length: > 0 } folder)
        {
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true });
        }
    }
}
