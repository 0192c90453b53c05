using System.Net;
using System.Text.Json;

namespace Gan.Onnx.Serving.Tests.Hosting;

public class ApiDescriptionTests
{
    private const string Snapshot = "serving/openapi.json";

    [Fact]
    public async Task Is_the_committed_document()
    {
        await using var server = new TestServer();
        var found = await server.CreateClient().GetStringAsync("/openapi/v1.json") + "\n";
        var root = RepositoryRoot();
        var expected = File.ReadAllText(Path.Combine(root, Snapshot));
        if (found != expected)
        {
            var actual = Path.Combine(AppContext.BaseDirectory, "openapi.json");
            File.WriteAllText(actual, found);
            Assert.Fail(
                $"The API differs from {Snapshot}. If it should, accept the new document: cp {actual} {Path.Combine(root, Snapshot)}");
        }
    }

    [Fact]
    public async Task Every_operation_has_its_own_name()
    {
        await using var server = new TestServer();
        using var document = JsonDocument.Parse(await server.CreateClient().GetStringAsync("/openapi/v1.json"));
        string[] names =
        [
            .. document.RootElement.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject())
                .Select(operation => operation.Value.GetProperty("operationId").GetString()!),
        ];

        Assert.Contains("getDigits", names);
        Assert.Contains("headDigits", names);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public async Task Can_be_browsed_without_foreign_resources()
    {
        await using var server = new TestServer();
        var client = server.CreateClient();

        using var response = await client.GetAsync("/docs/index.html");
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("src=\"http", page);
        Assert.DoesNotContain("href=\"http", page);
        foreach (var asset in new[] { "swagger-ui.css", "swagger-ui-bundle.js", "index.js" })
        {
            using var answer = await client.GetAsync($"/docs/{asset}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Another_document_is_nothing_as_everywhere()
    {
        await using var server = new TestServer();

        using var answer = await server.CreateClient().GetAsync("/openapi/v2.json");

        await ProblemAssert.ReadAsync(answer, HttpStatusCode.NotFound);
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Gan.Onnx.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Gan.Onnx.sln.");
    }
}
