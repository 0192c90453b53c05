using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.TensorBoard;
using Gan.Onnx.Training.Runs.TensorBoard.Protobuf;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Runs.TensorBoard;

public sealed class TensorBoardLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // 10 images in batches of 4: an epoch has 3 steps.
    private readonly TestRun _run;

    public TensorBoardLogTests() => _run = new TestRun(_folder["run"], TinyPresets.Images(), images: 10) { Reports = true };

    private string[] Files => [.. Directory.GetFiles(_run.Folder.Path, "events.out.tfevents.*").Order()];

    private Event[] Events => [.. Files.SelectMany(file => EventFile.Read(file, out _))];

    private long[] Steps => [.. Events.Where(entry => entry.Summary is not null).Select(entry => entry.Step)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_line_of_the_metrics_is_an_event_at_the_images_seen()
    {
        _run.TrainTo(7);

        Assert.Equal([10, 20, 24], Steps);
        Assert.Equal("brain.Event:2", Events[0].FileVersion);
        foreach (var (line, entry) in MetricsLog.Read(_run.Folder.Metrics).Zip(Events.Skip(1)))
        {
            var values = entry.Summary.Value.Where(value => value.Image is null)
                .ToDictionary(value => value.Tag, value => value.SimpleValue);
            Assert.Equal((float)line.DiscriminatorLoss, values["loss/discriminator"]);
            Assert.Equal((float)line.GeneratorLoss, values["loss/generator"]);
            Assert.Equal((float)line.RealProbability, values["probability/real"]);
            Assert.Equal((float)line.FakeProbability, values["probability/fake"]);
            Assert.Equal((float)line.ImagesPerSecond, values["speed/images_per_second"]);
            Assert.Equal((float)line.Diversity!, values["quality/diversity"]);
            Assert.Equal((float)ResidentMemory.Metric.Read(line)!, values["memory/resident_megabytes"]);
        }
    }

    [Fact]
    public void Grids_are_images()
    {
        _run.TrainTo(4);

        var images = Events.Skip(1).Select(entry => Assert.Single(entry.Summary.Value, value => value.Tag == "samples").Image).ToArray();
        Assert.All(images, image => Assert.Equal((224, 224, 1), (image.Width, image.Height, image.Colorspace)));
        Assert.Equal(
            new[] { "epoch-0001.png", "step-000004.png" }.Select(name => File.ReadAllBytes(Path.Combine(_run.Folder.Samples, name))),
            images.Select(image => image.EncodedImageString.ToByteArray()));
    }

    [Fact]
    public void Resumed_run_adds_a_file_and_replaces_the_unfinished_epoch()
    {
        _run.TrainTo(7);
        _run.TrainTo(9);

        Assert.Equal([10, 20, 30], Steps);
        Assert.Equal(2, Files.Length);
        var restart = Assert.Single(Events, entry => entry.SessionLog is not null);
        Assert.Equal((21, SessionLog.Types.SessionStatus.Start), (restart.Step, restart.SessionLog.Status));
    }

    [Fact]
    public void Run_that_was_killed_after_its_checkpoint_has_every_step_once()
    {
        _run.TrainTo(3);
        var checkpoint = Directory.GetFiles(_run.Folder.Checkpoint).ToDictionary(file => file, File.ReadAllBytes);
        _run.TrainTo(9);
        Directory.Delete(_run.Folder.Checkpoint, recursive: true);
        Directory.CreateDirectory(_run.Folder.Checkpoint);
        foreach (var (file, content) in checkpoint)
        {
            File.WriteAllBytes(file, content);
        }

        // The record that was being written.
        using (var torn = new FileStream(Files[^1], FileMode.Append))
        {
            torn.Write([200, 0, 0, 0, 0]);
        }

        _run.TrainTo(12);

        Assert.Equal([10, 20, 30, 40], Steps);
        Assert.All(Files, file =>
        {
            EventFile.Read(file, out var whole);
            Assert.True(whole);
        });
    }

    [Fact]
    public void Run_that_began_without_event_files_gets_them_when_it_resumes()
    {
        _run.TrainTo(6);
        Array.ForEach(Files, File.Delete);
        _run.TrainTo(9);

        Assert.Equal([10, 20, 30], Steps);
        Assert.All(Events.Where(entry => entry.Summary is not null), entry =>
            Assert.Contains(entry.Summary.Value, value => value.Tag == "samples"));
    }

    [Fact]
    public void Metric_that_came_later_has_a_curve() => Assert.Equal("quality/evaluation_fid10k", TensorBoardLog.Tag("evaluation.fid10k"));
}
