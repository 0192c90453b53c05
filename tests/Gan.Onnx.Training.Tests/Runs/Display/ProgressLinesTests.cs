using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.Display;

namespace Gan.Onnx.Training.Tests.Runs.Display;

public class ProgressLinesTests
{
    private static readonly TrainingProgress Middle = new(
        1234, 46_900, 3, 0.25, new TimeSpan(1, 2, 3), 13_940.4, new IterationResult(1.2345678f, 0.5f, 0.75f, 0.25f));

    [Fact]
    public void Wide_terminal_shows_everything()
    {
        var lines = ProgressLines.Of(Middle, 120);

        Assert.Equal(
            new ProgressLines(
                "epoch 3, step 1,234/46,900",
                10,
                30,
                "25 %, 1:02:03 left",
                "D loss 1.2346  G loss 0.5000  D(real) 0.750  D(fake) 0.250  13,940 images/s"),
            lines);
    }

    [Fact]
    public void Generator_that_still_waits_has_no_loss() => Assert.StartsWith(
        "D loss 1.2346  G loss –  D(real)",
        ProgressLines.Of(Middle with { Mean = Middle.Mean with { GeneratorLoss = float.NaN } }, 120).Figures,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void Both_lines_leave_room_for_an_echoed_Ctrl_C(int width)
    {
        var large = Middle with
        {
            Step = 1_000_000_000,
            TotalSteps = 1_000_000_000,
            Epoch = 1_000_000,
            ImagesPerSecond = 1e7,
            Mean = new IterationResult(1.5e9f, -2.5e30f, 1, 1),
        };

        Assert.All([Middle, large], progress =>
        {
            var lines = ProgressLines.Of(progress, width);
            var bar = lines.BarDone + lines.BarLeft;
            var first = lines.Position.Length + (bar == 0 ? 0 : bar + lines.Time.Length + 4);
            Assert.True(first <= Math.Max(width - 3, 1), $"{first} characters in {width} columns");
            Assert.True(lines.Figures.Length <= Math.Max(width - 3, 1), $"'{lines.Figures}' in {width} columns");
        });
    }

    [Fact]
    public void Eighty_columns_show_both_losses_both_probabilities_and_the_speed()
    {
        var lines = ProgressLines.Of(Middle, 80);

        Assert.EndsWith("13,940 images/s", lines.Figures);
        Assert.Equal(29, lines.BarDone + lines.BarLeft);
        Assert.Equal("25 %, 1:02:03 left", lines.Time);
    }

    [Fact]
    public void Narrow_terminal_goes_without_a_bar()
    {
        var lines = ProgressLines.Of(Middle, 50);

        Assert.Equal(
            new ProgressLines("epoch 3, step 1,234/46,900  25 %, 1:02:03 left", 0, 0, "", "D loss 1.2346  G loss 0.5000  D(real) 0.750"),
            lines);
    }

    /// <summary>Under 50 columns the position goes before percentage and time left do.</summary>
    [Theory]
    [InlineData(46, "step 1,234  25 %, 1:02:03 left")]
    [InlineData(40, "step 1,234  25 %, 1:02:03 left")]
    [InlineData(30, "25 %, 1:02:03 left")]
    [InlineData(20, "25 %, 1:02:03")]
    [InlineData(12, "25 %")]
    [InlineData(7, "25 %")]
    [InlineData(5, "25")]
    public void Narrow_terminal_keeps_percentage_and_time_left(int width, string first)
    {
        var lines = ProgressLines.Of(Middle, width);

        Assert.Equal((first, 0, ""), (lines.Position, lines.BarDone + lines.BarLeft, lines.Time));
    }

    [Fact]
    public void Run_of_so_many_minutes_has_no_total()
    {
        var lines = ProgressLines.Of(Middle with { TotalSteps = null, Remaining = TimeSpan.FromSeconds(65) }, 80);

        Assert.Equal(("epoch 3, step 1,234", "25 %, 1:05 left"), (lines.Position, lines.Time));
    }

    [Fact]
    public void Finished_run_has_a_full_bar()
    {
        var lines = ProgressLines.Of(Middle with { Done = 1, Remaining = TimeSpan.Zero }, 80);

        Assert.Equal((0, "100 %, 0:00 left"), (lines.BarLeft, lines.Time));
    }

    [Fact]
    public void Line_for_logs_says_the_same() => Assert.Equal(
        "epoch 3, step 1234, 25 %: D loss 1.2346, G loss 0.5000, D(real) 0.750, D(fake) 0.250, 13,940 images/s, 1:02:03 left",
        PlainDisplay.Line(Middle));

    [Fact]
    public void Unknown_time_and_huge_losses_stay_short() => Assert.Equal(
        "epoch 3, step 1234, 25 %: D loss 1.5E+09, G loss -2.5E+30, D(real) 0.750, D(fake) 0.250, 13,940 images/s, ? left",
        PlainDisplay.Line(Middle with { Remaining = null, Mean = new IterationResult(1.5e9f, -2.5e30f, 0.75f, 0.25f) }));
}
