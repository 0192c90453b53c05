using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>True or false in the query string; false when absent.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Description">For the API description.</param>
internal sealed record SwitchParameter(string Name, string Description) : QueryParameter<bool>(Name, Description)
{
    public override string Expected => "true or false";

    public override bool TryParse(string text, out bool value)
    {
        value = text == "true";
        return value || text == "false";
    }

    public override string Canonical(bool value) => value ? "true" : "false";

    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) };
}
