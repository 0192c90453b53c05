using System.Net;
using System.Text.Json;
using Gan.Onnx.Serving.Tests.Hosting;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>Folders of <c>Models:Folder</c> that cannot be served: the others are, and /models says why these are not.</summary>
public sealed class RefusedModelTests : IDisposable
{
    private readonly string _models = Directory.CreateTempSubdirectory("gan").FullName;

    public void Dispose() => Directory.Delete(_models, recursive: true);

    [Theory]
    [InlineData("half", "is damaged")]
    [InlineData("without a manifest", "has no 'manifest.json'")]
    [InlineData("without a generator", "has no 'generator.onnx'")]
    [InlineData("a manifest that is none", "is not a usable manifest")]
    [InlineData("a manifest of other sizes", "should be")]
    [InlineData("a manifest of giant sizes", "")]
    [InlineData("a generator that is a folder", "has no 'generator.onnx'")]
    public async Task At_the_start_and_later_until_it_is_mended(string fault, string reason)
    {
        SwapFolder.CopyTo(Path.Combine(_models, "good"));
        Spoil(Path.Combine(_models, "first"), fault);
        await using var server = new SocketServer(("Models:Folder", _models), ("Models:PollSeconds", "0.02"));
        Spoil(Path.Combine(_models, "later"), fault);
        await RefusedAsync(server.Client, "first", reason);
        await RefusedAsync(server.Client, "later", reason);
        using var good = await server.Client.GetAsync("/digits?model=good");
        using var refused = await server.Client.GetAsync("/digits?model=first");
        using var described = await server.Client.GetAsync("/models/later");

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        foreach (var response in new[] { refused, described })
        {
            var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.NotFound);
            Assert.Contains("The one of this name is not served: ", problem.GetProperty("detail").GetString());
        }

        Directory.Delete(Path.Combine(_models, "first"), recursive: true);
        SwapFolder.CopyTo(Path.Combine(_models, "first"));
        Directory.Delete(Path.Combine(_models, "later"), recursive: true);
        await Eventually.HasModelAsync(server.Client, "first", _ => true);
        await Eventually.IsAsync(() => RefusalsAsync(server.Client), refusals => refusals.Count == 0);
    }

    [Theory]
    [InlineData("a name of its own")]
    [InlineData("größe")]
    [InlineData("a+b&c=d")]
    [InlineData("a\nb")]
    [InlineData("\"quoted\"")]
    [InlineData("%2e%2e")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task For_a_name_that_would_need_escaping(string name)
    {
        SwapFolder.CopyTo(Path.Combine(_models, name));
        await using var server = new SocketServer(("Models:Folder", _models));

        var refusals = await RefusalsAsync(server.Client);
        using var picture = await server.Client.GetAsync($"/digits?model={Uri.EscapeDataString(name)}");
        using var described = await server.Client.GetAsync($"/models/{Uri.EscapeDataString(name)}");
        var metrics = await server.Client.GetStringAsync("/metrics");

        Assert.StartsWith("A model is called as its folder is, and a name has 1 to 64 letters", refusals[name]);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (picture.StatusCode, described.StatusCode));
        Assert.All(
            metrics.Split('\n').Where(line => line.StartsWith("gan_model_info{", StringComparison.Ordinal)),
            line => Assert.Matches("model=\"[A-Za-z0-9._-]{1,64}\"", line));
    }

    [Fact]
    public async Task For_the_name_of_the_default_model()
    {
        SwapFolder.CopyTo(Path.Combine(_models, "apart", "same"));
        SwapFolder.CopyTo(Path.Combine(_models, "together", "same"));
        await using var server = new SocketServer(
            ("Model:Path", Path.Combine(_models, "apart", "same")), ("Models:Folder", Path.Combine(_models, "together")));

        Assert.StartsWith("Another model has this name, '", (await RefusalsAsync(server.Client))["same"]);
    }

    [Fact]
    public async Task Not_the_default_model_itself_nor_what_is_no_generator()
    {
        SwapFolder.CopyTo(Path.Combine(_models, "same"));
        var other = Directory.CreateDirectory(Path.Combine(_models, "classifier")).FullName;
        File.WriteAllText(Path.Combine(other, "manifest.json"), "{}");
        File.WriteAllText(Path.Combine(other, "classifier.onnx"), "");
        Directory.CreateDirectory(Path.Combine(_models, "empty"));
        await using var server = new SocketServer(
            ("Model:Path", Path.Combine(_models, "same", "generator.onnx")), ("Models:Folder", _models + "/"));

        Assert.Empty(await RefusalsAsync(server.Client));
    }

    [Fact]
    public async Task A_default_model_whose_folder_has_no_name_for_it_is_called_default()
    {
        var folder = Path.Combine(_models, "größe 1");
        SwapFolder.CopyTo(folder);
        await using var server = new SocketServer(("Model:Path", folder));

        using var response = await server.Client.GetAsync("/digits?model=default&seed=1");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("default", response.Headers.GetValues("X-Model").Single());
    }

    private static async Task RefusedAsync(HttpClient client, string name, string reason)
    {
        var refusals = await Eventually.IsAsync(() => RefusalsAsync(client), refusals => refusals.ContainsKey(name));
        Assert.Contains(reason, refusals[name]);
        Assert.DoesNotContain('\n', refusals[name]);
    }

    private static async Task<Dictionary<string, string>> RefusalsAsync(HttpClient client) =>
        JsonDocument.Parse(await client.GetStringAsync("/models")).RootElement.GetProperty("refused").EnumerateArray()
            .ToDictionary(model => model.GetProperty("name").GetString()!, model => model.GetProperty("reason").GetString()!);

    private static void Spoil(string folder, string fault)
    {
        // Beside its place first: half a copy of a copy would be another fault.
        var made = folder + "~";
        SwapFolder.CopyTo(made);
        var (model, manifest) = (Path.Combine(made, "generator.onnx"), Path.Combine(made, "manifest.json"));
        switch (fault)
        {
            case "half":
                File.WriteAllBytes(model, File.ReadAllBytes(model)[..400]);
                break;
            case "without a manifest":
                File.Delete(manifest);
                break;
            case "without a generator":
                File.Delete(model);
                break;
            case "a manifest that is none":
                File.WriteAllText(manifest, "{");
                break;
            case "a manifest of other sizes":
                File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"latentSize\": 4", "\"latentSize\": 5"));
                break;
            case "a manifest of giant sizes":
                File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("28", "2000000000"));
                break;
            default:
                File.Delete(model);
                Directory.CreateDirectory(model);
                break;
        }

        Directory.Move(made, folder);
    }
}
