using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>A whole number in the query string.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Minimum">The smallest value allowed.</param>
/// <param name="Maximum">The largest value allowed.</param>
/// <param name="Default">The value when absent; null when that depends on something else.</param>
/// <param name="Description">For the API description.</param>
/// <param name="Format">The OpenAPI format of the type integer.</param>
internal sealed record IntegerParameter(
    string Name, ulong Minimum, ulong Maximum, ulong? Default, string Description, string Format = "int32")
    : QueryParameter<ulong>(Name, Description)
{
    public override string Expected => $"a whole number from {Minimum} to {Maximum}";

    /// <summary>Reads ASCII digits and nothing else: no sign, space, fraction or exponent.</summary>
    public override bool TryParse(string text, out ulong value)
    {
        value = 0;
        // The parser alone would let null characters pass at the end.
        return !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= Minimum
            && value <= Maximum;
    }

    public override string Canonical(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = Format,
        Minimum = Minimum.ToString(CultureInfo.InvariantCulture),
        Maximum = Maximum.ToString(CultureInfo.InvariantCulture),
        // The document's writer knows signed numbers only.
        Default = Default is { } value ? JsonValue.Create((long)value) : null,
    };
}
