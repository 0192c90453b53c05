using System.Globalization;
using System.Text.Json;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>A route whose answers have entity tags, by its API description.</summary>
/// <param name="Path">With parameters in braces.</param>
/// <param name="Parameters">Of the path and of the query.</param>
internal sealed record TaggedRoute(string Path, TaggedParameter[] Parameters)
{
    /// <summary>All that a document describes.</summary>
    public static List<TaggedRoute> All(JsonElement description)
    {
        List<TaggedRoute> routes = [];
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            if (path.Value.TryGetProperty("get", out var get)
                && get.GetProperty("responses").GetProperty("200").TryGetProperty("headers", out var headers)
                && headers.TryGetProperty("ETag", out _))
            {
                routes.Add(new TaggedRoute(path.Name, [.. get.GetProperty("parameters").EnumerateArray().Select(TaggedParameter.Of)]));
            }
        }

        return routes;
    }

    /// <summary>The tag of the answer to a request with these values, by name; null when it is refused.</summary>
    public async Task<string?> TagAsync(HttpClient client, Dictionary<string, string> values)
    {
        var target = Path;
        foreach (var parameter in Parameters.Where(parameter => parameter.IsInPath))
        {
            target = target.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(values[parameter.Name]), StringComparison.Ordinal);
        }

        var query = values
            .Where(value => !Parameters.Any(parameter => parameter.IsInPath && parameter.Name == value.Key))
            .Select(value => $"{value.Key}={Uri.EscapeDataString(value.Value)}");
        using var response = await client.GetAsync($"{target}?{string.Join('&', query)}");
        return response.IsSuccessStatusCode ? response.Headers.ETag!.Tag : null;
    }
}

/// <summary>One of its parameters.</summary>
internal sealed record TaggedParameter(string Name, bool IsInPath, JsonElement Schema)
{
    public static TaggedParameter Of(JsonElement description) => new(
        description.GetProperty("name").GetString()!,
        description.GetProperty("in").GetString() == "path",
        description.GetProperty("schema"));

    /// <summary>The same for texts that are the same value.</summary>
    public string Canonical(string text) => Schema.GetProperty("type").GetString() == "number"
        ? float.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : text;
}
