using System.Text.Json;
using Json.Schema;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>
/// Checks documents against schemas of an API description. A keyword that the checker does not know is an error, so that none is passed
/// over.
/// </summary>
internal sealed class DescribedDocuments
{
    private const string Address = "http://description/";
    private static readonly EvaluationOptions Whether = new() { OutputFormat = OutputFormat.Flag };
    private static readonly EvaluationOptions Listed = new() { OutputFormat = OutputFormat.List };
    private readonly BuildOptions _options = new() { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.V1 };
    private readonly Dictionary<string, JsonSchema> _built = [];

    /// <param name="description">The whole description, in which references are resolved.</param>
    public DescribedDocuments(JsonElement description) =>
        _options.SchemaRegistry.Register(new JsonElementBaseDocument(description, new Uri(Address)));

    /// <summary>All that a document's schema forbids in it, each with its place as a JSON pointer; null when there is nothing.</summary>
    /// <exception cref="JsonSchemaException">The schema uses a keyword that JSON Schema does not have.</exception>
    public string? Fault(JsonElement schema, JsonElement document)
    {
        var text = schema.GetRawText();
        if (!_built.TryGetValue(text, out var built))
        {
            // Standing alone, the schema has to name the description that its references mean.
            using var alone = JsonDocument.Parse(text.Replace("\"#/", $"\"{Address}#/", StringComparison.Ordinal));
            built = JsonSchema.Build(alone.RootElement.Clone(), _options);
            _built.Add(text, built);
        }

        // The list has every value of the document, of which there may be thousands.
        if (built.Evaluate(document, Whether).IsValid)
        {
            return null;
        }

        var results = built.Evaluate(document, Listed);
        return string.Join("; ", Faults(results).DefaultIfEmpty(": fits more of its schemas than it may"));
    }

    /// <summary>What the checker says; it has no words for a document that fits two schemas of "oneOf".</summary>
    private static IEnumerable<string> Faults(EvaluationResults results) =>
        from found in results.Details
        from message in found.Errors?.Values.AsEnumerable() ?? []
        select $"{found.InstanceLocation}: {message}";
}
