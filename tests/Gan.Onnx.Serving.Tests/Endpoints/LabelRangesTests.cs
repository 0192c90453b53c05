using System.Text.Json;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>What the OpenAPI document says of the classes that can be asked for, where models have names for theirs.</summary>
public sealed class LabelRangesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/images", "get")]
    [InlineData("/images", "head")]
    [InlineData("/images/{index}.png", "get")]
    [InlineData("/images/interpolation", "get")]
    public async Task Names_of_all_models_are_listed_once_where_the_default_has_some(string path, string method)
    {
        AddDefault("pets", ModelFolder.Colour());
        Add("wild", ModelFolder.Named("Cat", "ant", "bee", "cow", "elk", "emu", "fox", "gnu", "hen", "2"));
        Add("plain", Plain(classes: 5));
        Add("unlabelled", Plain(classes: 0));
        var label = await ParameterAsync("pets", path, method, "label");

        Assert.EndsWith(
            " By model: pets 0 to 2 or their names, plain 0 to 4, wild 0 to 9 or their names.",
            label.GetProperty("description").GetString());
        var schema = label.GetProperty("schema");
        Assert.Equal(9, schema.GetProperty("items").GetProperty("anyOf")[0].GetProperty("maximum").GetInt32());
        Assert.Equal(["cat", "dog, brown", "2", "ant", "bee", "cow", "elk", "emu", "fox", "gnu", "hen"], Names(schema)!.OfType<string>());
        Assert.Equal(["cat"], Examples(schema));
    }

    [Fact]
    public async Task Names_are_not_listed_where_the_default_has_none()
    {
        Add("pets", ModelFolder.Colour());
        AddDefault("plain", Plain(classes: 5));
        var schema = (await ParameterAsync("plain", "/images", "get", "label")).GetProperty("schema");

        Assert.Null(Names(schema));
        Assert.Equal(4, schema.GetProperty("items").GetProperty("anyOf")[0].GetProperty("maximum").GetInt32());
        Assert.Equal(["4", "0 4"], Examples(schema));
    }

    [Fact]
    public async Task Digits_range_over_the_models_that_make_digits()
    {
        Add("pets", ModelFolder.Colour());
        AddDefault("plain", Plain(classes: 5));
        var digit = await ParameterAsync("plain", "/digits", "get", "digit");

        Assert.EndsWith(" By model: plain 0 to 4.", digit.GetProperty("description").GetString());
        Assert.Equal(4, digit.GetProperty("schema").GetProperty("items").GetProperty("maximum").GetInt32());
        Assert.Equal(["4", "0 4"], Examples(digit.GetProperty("schema")));
    }

    [Fact]
    public async Task Ten_classes_without_names_are_what_the_document_says_anyway()
    {
        AddDefault("ten", Plain(classes: 10));
        var label = await ParameterAsync("ten", "/images", "get", "label");

        Assert.DoesNotContain("By model", label.GetProperty("description").GetString()!, StringComparison.Ordinal);
        Assert.Equal(["7", "3 1 4"], Examples(label.GetProperty("schema")));
    }

    private static ModelFolder Plain(int classes)
    {
        var folder = new ModelFolder(classes switch { 0 => "good", 5 => "five-classes", _ => "conditional" });
        folder.WriteManifest(manifest => manifest with { Classes = classes });
        return folder;
    }

    private static string?[]? Names(JsonElement schema) =>
        schema.GetProperty("items").GetProperty("anyOf")[1].TryGetProperty("enum", out var names)
            ? [.. names.EnumerateArray().Select(name => name.GetString())]
            : null;

    private static IEnumerable<string> Examples(JsonElement schema) =>
        schema.GetProperty("examples").EnumerateArray().Select(example => string.Join(' ', example.EnumerateArray()));

    private void AddDefault(string name, ModelFolder folder) => Add(name, folder, "default");

    private void Add(string name, ModelFolder folder, string place = "others")
    {
        using (folder)
        {
            var target = Directory.CreateDirectory(Path.Combine(_folder, place, name)).FullName;
            File.Copy(folder.ModelFile, Path.Combine(target, Path.GetFileName(folder.ModelFile)));
            File.Copy(folder.ManifestFile, Path.Combine(target, Path.GetFileName(folder.ManifestFile)));
        }
    }

    private async Task<JsonElement> ParameterAsync(string defaultModel, string path, string method, string parameter)
    {
        var others = Directory.CreateDirectory(Path.Combine(_folder, "others")).FullName;
        await using var server = new TestServer(
            ("Model:Path", Path.Combine(_folder, "default", defaultModel)), ("Models:Folder", others));
        using var document = JsonDocument.Parse(await server.CreateClient().GetStringAsync("/openapi/v1.json"));
        return document.RootElement.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("parameters").EnumerateArray()
            .Single(each => each.GetProperty("name").GetString() == parameter).Clone();
    }
}
