using System.Text.Json;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>
/// An entity tag stands for one answer: requests made from the server's own API description, whatever parameters it has, never share a tag
/// where a parameter's value differs.
/// </summary>
public sealed class TagTests : IDisposable
{
    private const int Seed = 20261126;
    private const int ValuesPerParameter = 5;

    /// <summary>Parameters whose value does not decide about the bytes of an answer, but whether there is one.</summary>
    private static readonly string[] Conditions = ["version"];

    private readonly string _models = Directory.CreateTempSubdirectory("models-").FullName;
    private readonly Random _random = new(Seed);
    private readonly TestServer _server;
    private readonly HttpClient _client;
    private readonly FuzzValues _values;

    public TagTests()
    {
        // One file by two names: only the name tells their answers apart.
        foreach (var name in new[] { "one", "two" })
        {
            using var folder = new ModelFolder("conditional");
            folder.WriteManifest(manifest => manifest with { Classes = 10 });
            Directory.CreateDirectory(Path.Combine(_models, name));
            File.Copy(folder.ModelFile, Path.Combine(_models, name, FrozenGenerator.FileName));
            File.Copy(folder.ManifestFile, Path.Combine(_models, name, Manifest.FileName));
        }

        _server = new TestServer(("Model:Path", Path.Combine(_models, "one")), ("Models:Folder", _models));
        _client = _server.CreateClient();
        _values = new FuzzValues(_random);
    }

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_models, recursive: true);
    }

    [Fact]
    public async Task Another_value_of_any_parameter_of_any_route_is_another_tag()
    {
        List<string> unnoticed = [];
        var compared = 0;
        foreach (var route in await ReadRoutesAsync())
        {
            var (values, tag) = await AskableAsync(route);
            foreach (var parameter in route.Parameters.Where(parameter => !Conditions.Contains(parameter.Name)))
            {
                var tags = new Dictionary<string, string> { [tag] = values[parameter.Name] };
                foreach (var value in Others(parameter, values[parameter.Name]))
                {
                    if (await route.TagAsync(_client, With(values, parameter.Name, value)) is not { } other)
                    {
                        continue;
                    }

                    compared++;
                    if (!tags.TryAdd(other, value))
                    {
                        unnoticed.Add($"{route.Path} with {parameter.Name}={tags[other]} and ={value}: {other}");
                    }
                }

                Assert.True(tags.Count > 1 || unnoticed.Count > 0, $"No other value of '{parameter.Name}' of {route.Path} was answered.");
            }
        }

        Assert.Empty(unnoticed);
        Assert.True(compared > 60, $"Only {compared} tags were compared.");
    }

    [Fact]
    public async Task The_same_values_are_the_same_tag_in_any_order_and_by_default()
    {
        foreach (var route in await ReadRoutesAsync())
        {
            var (values, tag) = await AskableAsync(route);

            Assert.Equal(tag, await route.TagAsync(_client, values));
            Assert.Equal(tag, await route.TagAsync(_client, values.Reverse().ToDictionary()));
            foreach (var parameter in route.Parameters)
            {
                if (parameter.Schema.TryGetProperty("default", out var preset))
                {
                    var said = await route.TagAsync(_client, With(values, parameter.Name, preset.ToString().ToLowerInvariant()));
                    Assert.Equal(said, await route.TagAsync(_client, values.Where(value => value.Key != parameter.Name).ToDictionary()));
                }

                if (Conditions.Contains(parameter.Name))
                {
                    Assert.Equal(tag, await route.TagAsync(_client, With(values, parameter.Name, _server.Generator.Manifest.Sha256[..12])));
                }
            }
        }
    }

    [Theory]
    [InlineData("/digits?seed=7&truncation=0.81", "/digits?seed=7&truncation=0.84")]
    [InlineData("/digits?seed=7&truncation=0.8100001", "/digits?seed=7&truncation=0.81")]
    [InlineData("/digits?seed=18446744073709551615", "/digits?seed=18446744073709551614")]
    [InlineData("/digits?seed=7&digit=1,2", "/digits?seed=7&digit=2,1")]
    [InlineData("/digits?seed=7&digit=1", "/digits?seed=7")]
    [InlineData("/digits/interpolation?from=1&to=2&frames=5", "/digits/interpolation?from=1&to=2&frames=6")]
    [InlineData("/digits/interpolation?from=1&to=2&truncation=0.81", "/digits/interpolation?from=1&to=2&truncation=0.84")]
    [InlineData("/digits/text/1%202?seed=7", "/digits/text/1-2?seed=7")]
    public async Task Values_that_are_near_have_tags_of_their_own(string one, string other)
    {
        using var first = await _client.GetAsync(one);
        using var second = await _client.GetAsync(other);

        Assert.Equal((true, true), (first.IsSuccessStatusCode, second.IsSuccessStatusCode));
        Assert.NotNull(first.Headers.ETag);
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
    }

    /// <summary>A value for every parameter, such that the route answers, and the answer's tag.</summary>
    private async Task<List<TaggedRoute>> ReadRoutesAsync()
    {
        var routes = TaggedRoute.All(JsonDocument.Parse(await _client.GetStringAsync("/openapi/v1.json")).RootElement);
        Assert.True(routes.Count >= 4, $"Only {routes.Count} routes were found.");
        return routes;
    }

    private async Task<(Dictionary<string, string> Values, string Tag)> AskableAsync(TaggedRoute route)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var values = route.Parameters
                .Where(parameter => !Conditions.Contains(parameter.Name))
                .ToDictionary(each => each.Name, each => each.Name == "model" ? "one" : _values.Valid(each.Schema));
            if (await route.TagAsync(_client, values) is { } tag)
            {
                return (values, tag);
            }
        }

        throw new InvalidOperationException($"No values were found that {route.Path} answers.");
    }

    private List<string> Others(TaggedParameter parameter, string value)
    {
        if (parameter.Name == "model")
        {
            return ["two"];
        }

        var others = new Dictionary<string, string> { [parameter.Canonical(value)] = value };
        for (var attempt = 0; attempt < 1000 && others.Count <= ValuesPerParameter; attempt++)
        {
            var drawn = _values.Valid(parameter.Schema);
            if (parameter.Name == "label" && !drawn.All(sign => char.IsAsciiDigit(sign) || sign == ','))
            {
                // A name, and the classes of these models have none.
                continue;
            }

            others.TryAdd(parameter.Canonical(drawn), drawn);
        }

        return [.. others.Values.Skip(1)];
    }

    private static Dictionary<string, string> With(Dictionary<string, string> values, string name, string value) =>
        new(values) { [name] = value };
}
