using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>A short text of a given form.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Form">What the whole value must match.</param>
/// <param name="Expectation">The form in words, as in "must be a model's name".</param>
/// <param name="Description">For the API description.</param>
/// <param name="Example">A value that a reader may try.</param>
internal sealed record TextParameter(string Name, Regex Form, string Expectation, string Description, string? Example = null)
    : QueryParameter<string>(Name, Description)
{
    public override string Expected => Expectation;

    public override bool TryParse(string text, out string value)
    {
        value = text;
        return Form.IsMatch(text);
    }

    public override string Canonical(string value) => value;

    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.String,
        // The description's dialect (ECMA-262) knows no \z.
        Pattern = Form.ToString().Replace(@"\z", "$", StringComparison.Ordinal),
        Examples = Example is null ? null : [System.Text.Json.Nodes.JsonValue.Create(Example)],
    };
}
