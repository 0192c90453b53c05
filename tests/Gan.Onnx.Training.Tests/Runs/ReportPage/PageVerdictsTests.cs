using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.ReportPage;

namespace Gan.Onnx.Training.Tests.Runs.ReportPage;

public class PageVerdictsTests
{
    private static readonly MetricsLine Line = new(1000, 1, false, 100, 2, 50, 0.5, 1.5, 0.75, 0.25, 0.125);

    private static Preset Critic => TinyPresets.Scalars() with { Loss = new Wasserstein() };

    public static TheoryData<Verdict, string> Wrong => new()
    {
        {
            new Collapse(0.03, 0.2),
            "The generator has collapsed</strong> "
            + "Collapse: 64 latents give nearly one image (deviation 0.030, the data 0.200)"
        },
        {
            new Domination(1, 0),
            "The discriminator dominates</strong> Domination: the discriminator is certain of every image (D(real) 1.000"
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said(Verdict verdict, string words)
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
