using System.Text.Json;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>What the OpenAPI document says of keys, limits and labels, which depends on settings and models.</summary>
public class KeyedDescriptionTests
{
    private const string Key = "0123456789abcdef-one";

    [Fact]
    public async Task With_keys_the_document_says_how_they_are_presented_and_where()
    {
        await using var server = new TestServer(("Access:ApiKeys", Key));
        var document = await ReadAsync(server);

        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal(
            ("apiKey", "header", "X-API-Key"),
            (Text(schemes, "apiKey", "type"), Text(schemes, "apiKey", "in"), Text(schemes, "apiKey", "name")));
        Assert.Equal(("http", "bearer"), (Text(schemes, "bearer", "type"), Text(schemes, "bearer", "scheme")));
        Assert.Equal(["apiKey", "bearer"], Schemes(document, "/digits", "get"));
        Assert.Equal(["apiKey", "bearer"], Schemes(document, "/models", "head"));
        Assert.Equal([], Schemes(document, "/healthz/live", "get"));
        // Nobody may reload: there is no key for it.
        Assert.Equal([], Schemes(document, "/models/reload", "post"));
        var models = document.GetProperty("paths").GetProperty("/models").GetProperty("get");
        AssertRefusal(models, "401", "The key is missing or wrong.");
    }

    [Fact]
    public async Task The_administrators_key_is_for_reloading_alone()
    {
        await using var server = new TestServer(("Access:AdminKey", Key));
        var document = await ReadAsync(server);

        Assert.Equal(["apiKey", "bearer"], Schemes(document, "/models/reload", "post"));
        Assert.Equal([], Schemes(document, "/digits", "get"));
    }

    [Fact]
    public async Task With_a_limit_the_document_says_that_there_is_one()
    {
        await using var server = new TestServer(("Access:RequestsPerMinute", "60"));
        var models = (await ReadAsync(server)).GetProperty("paths").GetProperty("/models").GetProperty("get");

        AssertRefusal(models, "429", "This client asks too often; Retry-After says how long to wait.");
        Assert.True(models.GetProperty("responses").TryGetProperty("200", out _), "the good answer is described still");
        Assert.False(models.TryGetProperty("security", out _));
    }

    [Theory]
    [InlineData("conditional", 10, 9)]
    [InlineData("five-classes", 5, 4)]
    public async Task Digits_range_over_the_classes_of_the_model(string model, int classes, int largest)
    {
        using var folder = new ModelFolder(model);
        folder.WriteManifest(manifest => manifest with { Classes = classes });
        await using var server = new TestServer(("Model:Path", folder.Path));
        var document = await ReadAsync(server);

        foreach (var path in new[] { "/digits", "/digits/{index}.png", "/digits/interpolation" })
        {
            var digit = document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("parameters").EnumerateArray()
                .Single(parameter => parameter.GetProperty("name").GetString() == "digit");
            var schema = digit.GetProperty("schema");
            Assert.Equal(largest, schema.GetProperty("items").GetProperty("maximum").GetInt32());
            Assert.All(
                schema.GetProperty("examples").EnumerateArray().SelectMany(example => example.EnumerateArray()),
                label => Assert.InRange(label.GetInt32(), 0, largest));
            Assert.Equal(classes != 10, digit.GetProperty("description").GetString()!.Contains($"0 to {largest}."));
        }
    }

    [Fact]
    public async Task Where_models_differ_the_document_has_the_range_of_each()
    {
        var models = Directory.CreateTempSubdirectory("models-").FullName;
        using var five = new ModelFolder("five-classes");
        five.WriteManifest(manifest => manifest with { Classes = 5 });
        using var ten = new ModelFolder("conditional");
        ten.WriteManifest(manifest => manifest with { Classes = 10 });
        foreach (var (name, folder) in new[] { ("five", five), ("ten", ten) })
        {
            Directory.CreateDirectory(Path.Combine(models, name));
            File.Copy(folder.ModelFile, Path.Combine(models, name, "generator.onnx"));
            File.Copy(folder.ManifestFile, Path.Combine(models, name, "manifest.json"));
        }

        // The default model knows no digits, and has no range.
        await using (var server = new TestServer(("Models:Folder", models)))
        {
            var document = await ReadAsync(server);
            foreach (var method in new[] { "get", "head" })
            {
                var digit = document.GetProperty("paths").GetProperty("/digits").GetProperty(method).GetProperty("parameters")
                    .EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "digit");
                Assert.EndsWith(" By model: five 0 to 4, ten 0 to 9.", digit.GetProperty("description").GetString());
                Assert.Equal(9, digit.GetProperty("schema").GetProperty("items").GetProperty("maximum").GetInt32());
                Assert.Equal(
                    ["9", "0 9"],
                    digit.GetProperty("schema").GetProperty("examples").EnumerateArray()
                        .Select(example => string.Join(' ', example.EnumerateArray())));
            }
        }

        Directory.Delete(models, recursive: true);
    }

    [Fact]
    public async Task What_a_route_says_of_refusals_itself_is_left()
    {
        await using var server = new TestServer(("Access:ApiKeys", Key), ("Access:RequestsPerMinute", "60"));
        var digits = (await ReadAsync(server)).GetProperty("paths").GetProperty("/digits").GetProperty("get").GetProperty("responses");

        Assert.StartsWith("Too many images wait already", digits.GetProperty("429").GetProperty("description").GetString());
        Assert.StartsWith("The server wants a key", digits.GetProperty("401").GetProperty("description").GetString());
    }

    private static void AssertRefusal(JsonElement operation, string status, string description)
    {
        var response = operation.GetProperty("responses").GetProperty(status);
        Assert.Equal(description, response.GetProperty("description").GetString());
        var schema = response.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema");
        Assert.Equal("object", schema.GetProperty("type").GetString());
    }

    private static async Task<JsonElement> ReadAsync(TestServer server) =>
        JsonDocument.Parse(await server.CreateClient().GetStringAsync("/openapi/v1.json")).RootElement;

    private static string? Text(JsonElement schemes, string scheme, string property) =>
        schemes.GetProperty(scheme).GetProperty(property).GetString();

    private static string[] Schemes(JsonElement document, string path, string method) =>
        document.GetProperty("paths").GetProperty(path).GetProperty(method).TryGetProperty("security", out var security)
            ? [.. security.EnumerateArray().SelectMany(each => each.EnumerateObject()).Select(scheme => scheme.Name)]
            : [];
}
