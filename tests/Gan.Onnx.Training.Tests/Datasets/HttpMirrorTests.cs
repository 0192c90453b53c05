using System.Security.Cryptography;
using System.Text;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class HttpMirrorTests : IDisposable
{
    private static readonly DownloadLimits Impatient =
        new(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.3), LeastBytesPerSecond: 20_000);

    private static readonly DatasetFile Images = TinyDataset.ImagesFile;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writes_the_unpacked_file_whether_it_came_packed_or_not(bool packed)
    {
        using var server = TinyServer.With((Images.Name + ".gz", packed ? TinyServer.Gzip(TinyDataset.Images) : TinyDataset.Images));

        await server.Mirror().FetchAsync([Images], _folder.Path, null, default);

        Assert.Equal(TinyDataset.Images, File.ReadAllBytes(_folder[Images.Name]));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal([Images.Name + ".gz"], server.Asked);
    }

    [Fact]
    public async Task Names_the_address_and_the_reason_when_nothing_listens()
    {
        var address = TinyServer.DeadAddress();

        var error = await FailAsync(new HttpMirror(address, DownloadLimits.Default));

        Assert.Equal($"{address}{Images.Name}.gz: Connection refused.", error.Message);
    }

    [Fact]
    public async Task Repeats_the_servers_refusal()
    {
        using var server = TinyServer.With();

        Assert.EndsWith(
            $"{Images.Name}.gz: the server answers 404 Not Found.", (await FailAsync(server.Mirror())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")]
    public async Task Gives_up_a_server_that_falls_silent(string beginning)
    {
        using var server = TinyServer.Silent(beginning);

        var error = await FailAsync(server.Mirror(Impatient)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.EndsWith(": nothing came for 0.3 s.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_up_a_server_that_trickles()
    {
        using var server = TinyServer.Trickling();

        var error = await FailAsync(server.Mirror(Impatient with { Stall = TimeSpan.FromMinutes(1) })).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Matches(@": too slow, [0-9.]+ kB/s for 0\.3 s \(at least 20 kB/s is expected\)\.$", error.Message);
    }

    [Fact]
    public async Task Shows_both_sums_of_another_file()
    {
        using var server = TinyServer.With((Images.Name + ".gz", TinyServer.Gzip(TinyDataset.Labels)));

        var error = await FailAsync(server.Mirror());

        Assert.Equal(
            $"{server.Address}{Images.Name}.gz: expected 20 bytes with SHA-256 {Images.Sha256} once unpacked, "
            + $"got 10 bytes with {Convert.ToHexStringLower(SHA256.HashData(TinyDataset.Labels))}.",
            error.Message);
    }

    [Fact]
    public async Task Refuses_a_file_that_is_cut_off_before_its_announced_length()
    {
        var packed = TinyServer.Gzip(TinyDataset.Images);
        using var server = TinyServer.Sending(TinyServer.Head("200 OK", packed.Length), packed[..^1]);

        Assert.Contains("response ended prematurely", (await FailAsync(server.Mirror())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_file_that_is_cut_off_without_an_announced_length()
    {
        using var server = TinyServer.Sending("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", TinyServer.Gzip(TinyDataset.Images)[..^12]);

        Assert.Matches("cannot be decompressed|expected 20 bytes", (await FailAsync(server.Mirror())).Message);
    }

    [Theory]
    [InlineData("Content-Length: 70000\r\n", 0)]
    [InlineData("Connection: close\r\n", 70_000)]
    public async Task Reads_no_more_than_the_file_can_have(string length, int sent)
    {
        using var server = TinyServer.Sending($"HTTP/1.1 200 OK\r\n{length}\r\n", new byte[sent]);

        Assert.EndsWith(
            ": more than 65556 bytes packed, so it is another file.", (await FailAsync(server.Mirror())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpacks_no_more_than_the_file_has()
    {
        using var server = TinyServer.With((Images.Name + ".gz", TinyServer.Gzip(new byte[1_000_000])));

        Assert.EndsWith(
            ": more than 20 bytes unpacked, so it is another file.", (await FailAsync(server.Mirror())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_gzip_of_which_bytes_were_changed()
    {
        using var server = TinyServer.With((Images.Name + ".gz", [0x1f, 0x8b, .. Encoding.ASCII.GetBytes("not a deflate stream")]));

        Assert.Contains("the gzip file cannot be decompressed", (await FailAsync(server.Mirror())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_once_when_cancelled()
    {
        using var server = TinyServer.Silent();
        using var cancellation = new CancellationTokenSource();

        var fetch = server.Mirror(Impatient with { Stall = TimeSpan.FromMinutes(10) })
            .FetchAsync([Images], _folder.Path, null, cancellation.Token);
        await server.Reached;
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private async Task<DatasetException> FailAsync(HttpMirror mirror)
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => mirror.FetchAsync([Images], _folder.Path, null, default));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        return error;
    }
}
