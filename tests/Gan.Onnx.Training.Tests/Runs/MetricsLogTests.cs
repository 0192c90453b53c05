using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public sealed class MetricsLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["metrics.jsonl"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Holds_one_JSON_object_a_line()
    {
        new MetricsLog(File, 0).Append(Epoch(1) with { ImagesPerSecond = double.PositiveInfinity });

        Assert.Equal(
            """{"step":10,"epoch":1,"partial":false,"images":100,"seconds":2,"imagesPerSecond":"Infinity","discriminatorLoss":0.5"""
            + ""","generatorLoss":1.5,"realProbability":0.75,"fakeProbability":0.25,"diversity":0.125,"residentMegabytes":300.5}"""
            + "\n",
            System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Is_cut_back_to_the_checkpoint()
    {
        Write(Epoch(1), Epoch(2), Epoch(3));

        var log = new MetricsLog(File, step: 25);

        Assert.Equal([Epoch(1), Epoch(2)], log.Lines);
        Assert.Equal([Epoch(1), Epoch(2)], new MetricsLog(File, step: 1000).Lines);
    }

    [Fact]
    public void Partial_line_is_replaced_when_the_run_goes_on()
    {
        Write(Epoch(1), Epoch(2) with { Step = 14, Partial = true });

        new MetricsLog(File, step: 14).Append(Epoch(2));

        Assert.Equal([Epoch(1), Epoch(2)], new MetricsLog(File, step: 20).Lines);
    }

    [Theory]
    [InlineData("{\"step\":30,\"epo")]
    [InlineData("{\"step\":30,\"epoch\":3}")]
    [InlineData("\0\0\0\0")]
    public void Half_written_last_line_is_dropped(string rest)
    {
        Write(Epoch(1), Epoch(2));
        System.IO.File.AppendAllText(File, rest);

        new MetricsLog(File, step: 20).Append(Epoch(3));

        Assert.Equal([Epoch(1), Epoch(2), Epoch(3)], new MetricsLog(File, step: 30).Lines);
    }

    [Fact]
    public void Lines_from_before_memory_and_diversity_were_recorded_are_kept()
    {
        Write(Epoch(1) with { Diversity = null, Measured = null });
        Assert.DoesNotContain("diversity", System.IO.File.ReadAllText(File));

        Assert.Null(Assert.Single(new MetricsLog(File, step: 10).Lines).Measured);
    }

    [Fact]
    public void Metric_of_a_later_version_is_kept()
    {
        Write(Epoch(1) with { Measured = MeasuredNumbers.Of([("residentMegabytes", 300.5), ("later", double.NaN)]) });
        var before = System.IO.File.ReadAllText(File);
        Assert.EndsWith(""","residentMegabytes":300.5,"later":"NaN"}""" + "\n", before);

        var log = new MetricsLog(File, step: 10);

        Assert.Equal(before, System.IO.File.ReadAllText(File));
        Assert.NotEqual(Epoch(1), Assert.Single(log.Lines));
    }

    [Fact]
    public void Time_goes_on_from_what_the_run_had_taken()
    {
        Write(Epoch(1), Epoch(2), Epoch(3) with { Step = 24, Partial = true, Seconds = 4.7 });

        Assert.Equal(4.7, new MetricsLog(File, step: 24).Seconds);
    }

    [Fact]
    public void Time_until_a_step_is_read_without_touching_the_file()
    {
        Write(Epoch(1), Epoch(2), Epoch(3) with { Step = 24, Partial = true, Seconds = 4.7 });
        var before = System.IO.File.ReadAllText(File);

        Assert.Equal(4, MetricsLog.SecondsUntil(File, 23));
        Assert.Equal(4.7, MetricsLog.SecondsUntil(File, 24));
        Assert.Equal(0, MetricsLog.SecondsUntil(_folder["none.jsonl"], 24));
        Assert.Equal(before, System.IO.File.ReadAllText(File));
    }

    private static MetricsLine Epoch(int number) =>
        new(10 * number, number, false, 100 * number, 2 * number, 50, 0.5, 1.5, 0.75, 0.25, 0.125)
        {
            Measured = MeasuredNumbers.Of([("residentMegabytes", 300.5)]),
        };

    private void Write(params MetricsLine[] lines)
    {
        var log = new MetricsLog(File, 0);
        Array.ForEach(lines, log.Append);
    }
}
