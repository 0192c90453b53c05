using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

/// <summary>Holds a compose file against the schema of the Compose specification.</summary>
internal static class ComposeSchema
{
    /// <summary>What the schema forbids in the file, each with its place; none if all is well.</summary>
    /// <param name="schema">The specification's compose-spec.json.</param>
    /// <param name="file">The compose file.</param>
    public static IEnumerable<string> Faults(string schema, string file)
    {
        // The address of its dialect is written in a way that no dialect has; of its keywords draft 7 knows all.
        var text = JsonNode.Parse(File.ReadAllText(schema))!.AsObject();
        text.Remove("$schema");
        var built = JsonSchema.Build(JsonSerializer.SerializeToElement(text), new BuildOptions { Dialect = Dialect.Draft07 });

        using var reader = new StringReader(ComposeService.Filled(File.ReadAllText(file)));
        var content = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize<object>(new MergingParser(new Parser(reader)));
        var listed = new EvaluationOptions { OutputFormat = OutputFormat.List };
        var results = built.Evaluate(JsonSerializer.SerializeToElement(Json(content)), listed);
        return results.IsValid
            ? []
            : (results.Details ?? []).SelectMany(found => found.Errors?.Values.Select(error => $"{found.InstanceLocation}: {error}") ?? [])
                .DefaultIfEmpty("it does not fit");
    }

    private static JsonNode? Json(object? value) => value switch
    {
        Dictionary<object, object> map => new JsonObject(map.Select(pair => KeyValuePair.Create((string)pair.Key, Json(pair.Value)))),
        List<object> list => new JsonArray([.. list.Select(Json)]),
        _ => JsonSerializer.SerializeToNode(value, value?.GetType() ?? typeof(object)),
    };
}
