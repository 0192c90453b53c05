using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>One of a few words in the query string.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Choices">The words allowed, in lower case.</param>
/// <param name="Default">The word when absent; null when that depends on something else.</param>
/// <param name="Description">For the API description.</param>
internal sealed record ChoiceParameter(string Name, string[] Choices, string? Default, string Description)
    : QueryParameter<string>(Name, Description)
{
    public override string Expected => $"one of {string.Join(", ", Choices)}";

    public override bool TryParse(string text, out string value)
    {
        value = text;
        return Choices.Contains(text);
    }

    public override string Canonical(string value) => value;

    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. Choices.Select(choice => (JsonNode)JsonValue.Create(choice))],
        Default = Default is null ? null : JsonValue.Create(Default),
    };
}
