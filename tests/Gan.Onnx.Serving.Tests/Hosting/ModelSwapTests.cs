using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Models that are replaced, spoilt or added while they are served.</summary>
public class ModelSwapTests
{
    private const string Admin = "the-administrators-key";
    private const int Seeds = 5;

    [Fact]
    public async Task A_model_is_replaced_twenty_times_under_load_and_no_request_notices()
    {
        const int Swaps = 20;
        using var folder = new SwapFolder();
        await using var server = new SocketServer(("Model:Path", folder.Path), ("Models:PollSeconds", "0.02"));
        Dictionary<(string Version, int Seed), byte[]> expected = [];
        await ExpectAsync("good", 0, folder.GoodVersion);
        await ExpectAsync("conditional", 10, folder.ConditionalVersion);
        using var end = new CancellationTokenSource();
        Task<Dictionary<string, int>>[] clients =
            [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => AskUntilAsync(server.Address, expected, end.Token)))];

        for (var swap = 1; swap <= Swaps; swap++)
        {
            var good = swap % 2 == 0;
            folder.Put(good);
            var version = good ? folder.GoodVersion : folder.ConditionalVersion;
            await Task.WhenAny([VersionAsync(server.Client, folder.Name, version), .. clients]);
        }

        await end.CancelAsync();
        foreach (var answers in await Task.WhenAll(clients))
        {
            Assert.True(answers.GetValueOrDefault(folder.GoodVersion) > 0, "a client never met the good model");
            Assert.True(answers.GetValueOrDefault(folder.ConditionalVersion) > 0, "a client never met the conditional model");
        }

        Assert.Equal(Swaps, server.Figures.Sum("gan.model.reloads", "swapped"));

        async Task ExpectAsync(string model, int classes, string version)
        {
            using var alone = new ModelFolder(model);
            alone.WriteManifest(manifest => manifest with { Classes = classes });
            await using var other = new TestServer(("Model:Path", alone.Path));
            using var client = other.CreateClient();
            for (var seed = 0; seed < Seeds; seed++)
            {
                expected[(version, seed)] = await client.GetByteArrayAsync($"/digits?seed={seed}");
            }
        }
    }

    [Theory]
    [InlineData("corrupt", "is damaged")]
    [InlineData("truncated", "is damaged")]
    [InlineData("truncated with a fitting manifest", "cannot be loaded as an ONNX model")]
    [InlineData("empty", "is empty")]
    [InlineData("a folder", "has no 'generator.onnx'")]
    [InlineData("a pointer", "Git LFS")]
    [InlineData("gone", "has no 'generator.onnx'")]
    [InlineData("without a manifest", "has no 'manifest.json'")]
    [InlineData("with a manifest that is none", "is not a usable manifest")]
    [InlineData("nan", "NaN")]
    public async Task A_spoilt_model_is_refused_with_the_reason_and_a_good_one_is_taken_afterwards(string fault, string reason)
    {
        using var folder = new SwapFolder();
        await using var server = new SocketServer(("Model:Path", folder.Path), ("Models:PollSeconds", "0.02"));
        var before = await server.Client.GetByteArrayAsync("/digits?seed=7");

        Spoil(folder, fault);
        var refused = await RefusalAsync(server.Client, folder.Name, reason);
        var meanwhile = await server.Client.GetByteArrayAsync($"/digits?seed=7&version={folder.GoodVersion}");
        folder.Put(good: false);
        var taken = await VersionAsync(server.Client, folder.Name, folder.ConditionalVersion);

        Assert.Equal(folder.GoodVersion, refused.GetProperty("version").GetString());
        Assert.Equal(before, meanwhile);
        Assert.Equal(JsonValueKind.Null, taken.GetProperty("refusal").ValueKind);
        Assert.NotEqual(before, await server.Client.GetByteArrayAsync("/digits?seed=7"));
    }

    [Fact]
    public async Task A_copy_that_stops_half_way_is_refused_and_taken_once_it_is_complete()
    {
        using var folder = new SwapFolder();
        await using var server = new SocketServer(("Model:Path", folder.Path), ("Models:PollSeconds", "0.02"));
        var model = folder.ConditionalModel();
        folder.Put(good: false);
        File.WriteAllBytes(folder.ModelFile, model.AsSpan(0, model.Length / 2));
        await RefusalAsync(server.Client, folder.Name, "is damaged");

        await using (var rest = File.Open(folder.ModelFile, FileMode.Append))
        {
            rest.Write(model.AsSpan(model.Length / 2));
        }

        await VersionAsync(server.Client, folder.Name, folder.ConditionalVersion);
    }

    [Fact]
    public async Task Files_behind_links_are_replaced_by_turning_the_links()
    {
        using var folder = new SwapFolder();
        var root = Directory.CreateTempSubdirectory().FullName;
        foreach (var good in new[] { true, false })
        {
            folder.Put(good);
            Directory.CreateDirectory(Path.Combine(root, $"{good}"));
            File.Copy(folder.ModelFile, Path.Combine(root, $"{good}", "generator.onnx"));
            File.Copy(folder.ManifestFile, Path.Combine(root, $"{good}", "manifest.json"));
        }

        // As volumes of Kubernetes are laid out: the model's files are links into ..data, which is a link to the present content.
        var data = Path.Combine(root, "..data");
        Directory.CreateSymbolicLink(data, "True");
        var served = Directory.CreateDirectory(Path.Combine(root, "served")).FullName;
        File.CreateSymbolicLink(Path.Combine(served, "generator.onnx"), "../..data/generator.onnx");
        File.CreateSymbolicLink(Path.Combine(served, "manifest.json"), "../..data/manifest.json");
        await using var server = new SocketServer(("Model:Path", served), ("Models:PollSeconds", "0.02"));
        await VersionAsync(server.Client, "served", folder.GoodVersion);

        Directory.CreateSymbolicLink(data + ".new", "False");
        using (var rename = Process.Start("mv", ["-T", data + ".new", data]))
        {
            await rename.WaitForExitAsync();
            Assert.Equal(0, rename.ExitCode);
        }

        await VersionAsync(server.Client, "served", folder.ConditionalVersion);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task A_new_folder_is_served_by_its_name_once_it_is_complete()
    {
        var models = Directory.CreateTempSubdirectory().FullName;
        var added = Path.Combine(models, "added");
        await using var server = new SocketServer(("Models:Folder", models), ("Models:PollSeconds", "0.02"));
        var expected = await server.Client.GetByteArrayAsync("/digits?seed=7");
        using var before = await server.Client.GetAsync("/digits?seed=7&model=added");

        SwapFolder.CopyTo(added, withManifest: false);
        SwapFolder.CopyTo(Path.Combine(models, "complete"));
        await Eventually.HasModelAsync(server.Client, "complete", _ => true);
        using var incomplete = await server.Client.GetAsync("/digits?seed=7&model=added");
        File.Copy(Path.Combine(models, "complete", "manifest.json"), Path.Combine(added, "manifest.json"));
        await Eventually.HasModelAsync(server.Client, "added", _ => true);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (before.StatusCode, incomplete.StatusCode));
        Assert.Equal(expected, await server.Client.GetByteArrayAsync("/digits?seed=7&model=added"));
        Directory.Delete(models, recursive: true);
    }

    [Fact]
    public async Task SIGHUP_has_the_files_looked_at_and_the_log_tells_what_came_of_it()
    {
        using var folder = new SwapFolder();
        var (server, address) = await ServerProcess.StartWithAsync($"--Model:Path={folder.Path}", "--Models:PollSeconds=0");
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            File.Delete(folder.ManifestFile);
            server.HangUp();
            await RefusalAsync(client, folder.Name, "has no 'manifest.json'");
            folder.Put(good: false);
            server.HangUp();
            await VersionAsync(client, folder.Name, folder.ConditionalVersion);

            var swapped = $"version {folder.GoodVersion} is replaced by {folder.ConditionalVersion}";
            await Eventually.IsAsync(() => Task.FromResult(server.Output), output => output.Contains(swapped, StringComparison.Ordinal));
            Assert.Contains(
                $"the new files are refused, version {folder.GoodVersion} stays. Model folder '{folder.Path}' has no 'manifest.json'",
                server.Output);
            server.Terminate();
            Assert.Equal(0, await server.ExitAsync());
        }
    }

    [Fact]
    public async Task Reloading_needs_the_administrators_key()
    {
        using var folder = new SwapFolder();
        await using var server = new SocketServer(
            ("Model:Path", folder.Path), ("Models:PollSeconds", "0"),
            ("Access:AdminKey", Admin), ("Access:ApiKeys", "the-key-for-pictures"));
        using var client = await SocketClient.ConnectAsync(server.Address);
        folder.Put(good: false);

        var none = await PostAsync(client);
        var wrong = await PostAsync(client, "X-API-Key: the-key-for-pictures");
        var before = await client.GetAsync("/digits", "X-API-Key: the-key-for-pictures");
        var right = await PostAsync(client, $"Authorization: Bearer {Admin}");
        var after = await client.GetAsync("/digits", "X-API-Key: the-key-for-pictures");

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (none.Status, wrong.Status, right.Status));
        Assert.Equal(folder.GoodVersion, before.Headers["X-Model-Version"]);
        Assert.Contains(folder.ConditionalVersion, right.Text);
        Assert.Equal(folder.ConditionalVersion, after.Headers["X-Model-Version"]);
    }

    [Fact]
    public async Task Reloading_is_switched_off_without_an_administrators_key()
    {
        await using var server = new SocketServer();
        using var client = await SocketClient.ConnectAsync(server.Address);

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(client)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(client, "X-API-Key: ", "Authorization: Bearer")).Status);
    }

    private static async Task<SocketAnswer> PostAsync(SocketClient client, params string[] headers)
    {
        await client.SendAsync(SocketClient.Request("POST", "/models/reload", ["Content-Length: 0", .. headers]));
        return await client.ReadAsync();
    }

    /// <summary>Asks on one connection until told to stop, and counts the answers by version.</summary>
    private static async Task<Dictionary<string, int>> AskUntilAsync(
        Uri address, Dictionary<(string Version, int Seed), byte[]> expected, CancellationToken end)
    {
        var answers = new Dictionary<string, int>();
        using var client = await SocketClient.ConnectAsync(address);
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var answer = await client.GetAsync($"/digits?seed={i % Seeds}");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            var version = answer.Headers["X-Model-Version"];
            Assert.Equal(expected[(version, i % Seeds)], answer.Body);
            answers[version] = answers.GetValueOrDefault(version) + 1;
        }

        return answers;
    }

    private static Task<JsonElement> VersionAsync(HttpClient client, string name, string version) =>
        Eventually.HasModelAsync(client, name, model => model.GetProperty("version").GetString() == version);

    private static Task<JsonElement> RefusalAsync(HttpClient client, string name, string reason) =>
        Eventually.HasModelAsync(
            client, name, model => (model.GetProperty("refusal").GetString() ?? "").Contains(reason, StringComparison.Ordinal));

    private static void Spoil(SwapFolder folder, string fault)
    {
        var model = folder.ConditionalModel();
        switch (fault)
        {
            case "corrupt":
                model[model.Length / 2] ^= 1;
                File.WriteAllBytes(folder.ModelFile, model);
                break;
            case "truncated":
                File.WriteAllBytes(folder.ModelFile, model.AsSpan(0, model.Length / 2));
                break;
            case "truncated with a fitting manifest":
                using (var spoilt = new ModelFolder())
                {
                    spoilt.ReplaceModel(model.AsSpan(0, 700));
                    SwapFolder.Replace(spoilt.ModelFile, folder.ModelFile);
                    SwapFolder.Replace(spoilt.ManifestFile, folder.ManifestFile);
                }

                break;
            case "empty":
                File.WriteAllBytes(folder.ModelFile, []);
                break;
            case "a folder":
                File.Delete(folder.ModelFile);
                Directory.CreateDirectory(folder.ModelFile);
                break;
            case "a pointer":
                File.WriteAllText(folder.ModelFile, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
                break;
            case "gone":
                File.Delete(folder.ModelFile);
                break;
            case "without a manifest":
                File.Delete(folder.ManifestFile);
                break;
            case "with a manifest that is none":
                File.WriteAllText(folder.ManifestFile, "{");
                break;
            default:
                using (var spoilt = new ModelFolder(fault))
                {
                    SwapFolder.Replace(spoilt.ModelFile, folder.ModelFile);
                    SwapFolder.Replace(spoilt.ManifestFile, folder.ManifestFile);
                }

                break;
        }
    }
}
