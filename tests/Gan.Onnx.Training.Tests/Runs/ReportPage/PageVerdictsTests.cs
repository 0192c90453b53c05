using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.ReportPage;

namespace Gan.Onnx.Training.Tests.Runs.ReportPage;

public class PageVerdictsTests
{
    private static readonly EpochMetrics Line = new(1000, 1, false, 100, 2, 50, 0.5, 1.5, 0.75, 0.25, 0.125, 300.5);

    private static Preset Critic => TinyPresets.Scalars() with { Loss = new Wasserstein() };

    [Theory]
    [InlineData("collapse: nearly one image", "The generator has collapsed</strong> Collapse: nearly one image")]
    [InlineData("domination: certain", "The discriminator dominates</strong> Domination: certain")]
    public void What_is_wrong_is_said(string verdict, string words)
    {
        var html = PageVerdicts.Paragraphs(TinyPresets.Images(), Line, [verdict]);

        Assert.Contains(words, html);
        Assert.Contains("verdict bad", html);
    }

    [Fact]
    public void Health_is_said_with_its_numbers()
    {
        var html = PageVerdicts.Paragraphs(TinyPresets.Images(), Line, []);

        Assert.Contains("Nothing looks wrong", html);
        Assert.Contains("deviation 0.125", html);
        Assert.Contains("D(real) 0.75, D(fake) 0.25", html);
    }

    [Fact]
    public void Critic_s_numbers_are_no_probabilities() => Assert.DoesNotContain("D(real)", PageVerdicts.Paragraphs(Critic, Line, []));

    [Fact]
    public void Critic_of_numbers_is_not_judged() =>
        Assert.Contains("Nothing to judge", PageVerdicts.Paragraphs(Critic, Line with { Diversity = null }, []));

    [Fact]
    public void Nothing_is_said_too_early() =>
        Assert.Contains("from iteration 1,000 on", PageVerdicts.Paragraphs(TinyPresets.Images(), Line with { Step = 999 }, []));
}
