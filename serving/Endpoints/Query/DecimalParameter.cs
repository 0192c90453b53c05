using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>A decimal number from 0 to 1 in the query string.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Default">The value when absent.</param>
/// <param name="Description">For the API description.</param>
internal sealed record DecimalParameter(string Name, float Default, string Description) : QueryParameter<float>(Name, Description)
{
    private const int MostCharacters = 16;

    public override string Expected => "a decimal number from 0 to 1, such as 0.8";

    /// <summary>Reads ASCII digits with at most one point between them: no sign, space or exponent.</summary>
    public override bool TryParse(string text, out float value)
    {
        value = 0;
        return text.Length is > 0 and <= MostCharacters
            && text.All(character => char.IsAsciiDigit(character) || character == '.')
            && char.IsAsciiDigit(text[0])
            && char.IsAsciiDigit(text[^1])
            && float.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            && value <= 1;
    }

    /// <summary>The shortest text that is read as this very number.</summary>
    public override string Canonical(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Number,
        Format = "float",
        Minimum = "0",
        Maximum = "1",
        Default = JsonValue.Create((double)Default),
    };
}
