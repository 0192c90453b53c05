using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Datasets.Pictures;

namespace Gan.Onnx.Training.Tests.Datasets.Pictures;

public sealed class PictureCacheTests : IDisposable
{
    private readonly PictureFolder _pictures = new();

    public PictureCacheTests()
    {
        for (byte i = 0; i < 100; i++)
        {
            _pictures.Add($"{i % 2}/{i}.png", i);
        }
    }

    private string Kept => Assert.Single(Directory.GetFiles(_pictures.Cache));

    private int Decodings => _pictures.Messages.Reports.Count(line => line.Contains(": decoding 100 pictures into"));

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void Images_labels_and_sum_are_the_same_in_memory_from_the_file_and_row_by_row()
    {
        var memory = _pictures.Read(labelled: true);
        Assert.False(Directory.Exists(_pictures.Cache));
        var kept = _pictures.Reader(labelled: true, small: 0).Read(_pictures.Root);
        var rows = _pictures.Reader(labelled: true, small: 0, inMemory: 0).Read(_pictures.Root);

        Assert.False(kept.Images.Whole.IsEmpty);
        Assert.True(rows.Images.Whole.IsEmpty);
        Assert.All([kept, rows], set =>
        {
            Assert.Equal(memory.Images.Sha256, set.Images.Sha256);
            Assert.Equal(memory.Images.Shape, set.Images.Shape);
            Assert.Equal(PictureFolder.Greys(memory), PictureFolder.Greys(set));
            Assert.Equal(memory.Labels!.Values, set.Labels!.Values);
            Assert.Equal(memory.Labels.Sha256, set.Labels.Sha256);
        });
        Assert.Equal(1, Decodings);
    }

    [Fact]
    public void Batches_are_the_same_row_by_row()
    {
        var memory = Batches(_pictures.Read(labelled: true));
        var rows = Batches(_pictures.Reader(labelled: true, small: 0, inMemory: 0).Read(_pictures.Root));

        Assert.True(rows.Table.IsEmpty);
        for (var step = 0; step < memory.StepsPerEpoch * 2; step++)
        {
            Assert.Equal(Fill(memory, step), Fill(rows, step));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1599)]
    [InlineData(1620)]
    [InlineData(-1)]
    public void File_with_a_byte_that_is_wrong_is_made_anew(int place)
    {
        var expected = PictureFolder.Greys(ReadKept());
        var file = File.ReadAllBytes(Kept);
        file[place < 0 ? ^1 : place] ^= 1;
        File.WriteAllBytes(Kept, file);

        Assert.Equal(expected, PictureFolder.Greys(ReadKept()));
        Assert.Equal(2, Decodings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(39)]
    [InlineData(1600)]
    public void File_that_is_cut_off_is_made_anew(int length)
    {
        var expected = PictureFolder.Greys(ReadKept());
        File.WriteAllBytes(Kept, File.ReadAllBytes(Kept)[..length]);

        Assert.Equal(expected, PictureFolder.Greys(ReadKept()));
        Assert.Equal(2, Decodings);
    }

    [Fact]
    public void Pictures_that_changed_and_other_sides_have_files_of_their_own()
    {
        ReadKept();
        _pictures.Add("0/0.png", 200);
        File.SetLastWriteTimeUtc(_pictures["0/0.png"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Contains((byte)200, PictureFolder.Greys(ReadKept()));
        Assert.Equal(2, Directory.GetFiles(_pictures.Cache).Length);
        Assert.Equal([100, 8, 8], _pictures.Reader(small: 0, side: 8).Read(_pictures.Root).Images.Shape);
        Assert.Equal(3, Directory.GetFiles(_pictures.Cache).Length);
    }

    [Fact]
    public void Pictures_that_could_not_be_read_are_tried_again_unless_they_are_left_out()
    {
        File.WriteAllText(_pictures["0/0.png"], "not a picture");
        var left = _pictures.Reader(small: 0, skip: true).Read(_pictures.Root);

        Assert.Equal(99, left.Images.Count);
        Assert.Equal(99, _pictures.Reader(small: 0, skip: true).Read(_pictures.Root).Images.Count);
        Assert.Equal(1, Decodings);
        Assert.Equal(2, _pictures.Messages.Reports.Count(line => line.Contains(": 1 of 100 pictures cannot be read and are left out")));
        Assert.StartsWith(_pictures["0/0.png"], Assert.Throws<DatasetException>(() => ReadKept()).Message);
        Assert.Equal(2, Decodings);
    }

    [Fact]
    public void Without_a_place_for_them_they_are_kept_in_memory_or_refused()
    {
        File.WriteAllText(_pictures.Cache, "a file in the way");

        Assert.Equal(100, ReadKept().Images.Count);
        Assert.Contains(
            _pictures.Messages.Reports,
            line => line.StartsWith($"Decoded pictures cannot be kept in {_pictures.Cache} for the next run: "));
        Assert.StartsWith(
            $"{_pictures.Cache}: the decoded pictures take 0 MB there, and ",
            Assert.Throws<DatasetException>(() => _pictures.Reader(small: 0, inMemory: 0).Read(_pictures.Root)).Message);
    }

    [Fact]
    public void Files_that_nobody_used_for_a_month_are_removed()
    {
        ReadKept();
        var old = Path.Combine(_pictures.Cache, "old.images");
        File.Move(Kept, old);
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-31));

        ReadKept();

        Assert.NotEqual(old, Kept);
    }

    [Fact]
    public void Stop_leaves_nothing_behind()
    {
        using var stopped = new CancellationTokenSource();
        var reader = new ImageFolder(
            new PictureForm(4, 1), labelled: false, skipUnreadable: false, _pictures.Cache, new Stopping(stopped), stopped.Token)
        { Small = 0 };

        Assert.ThrowsAny<OperationCanceledException>(() => reader.Read(_pictures.Root));
        Assert.Empty(Directory.GetFiles(_pictures.Cache));
    }

    private static ImageBatches Batches(ImageSet set) => new(
        set, 7, LastBatch.Keep, new GreyScale(-1, 1), new RandomStream(1, 0), holdOut: 3);

    private static float[] Fill(ImageBatches batches, long step)
    {
        var batch = new float[batches.BatchSize(step) * 16];
        batches.Fill(step, batch);
        return batch;
    }

    private ImageSet ReadKept() => _pictures.Reader(labelled: false, small: 0).Read(_pictures.Root);

    /// <summary>Asks to stop as soon as anything is told.</summary>
    private sealed class Stopping(CancellationTokenSource source) : IProgress<string>
    {
        public void Report(string value) => source.Cancel();
    }
}
