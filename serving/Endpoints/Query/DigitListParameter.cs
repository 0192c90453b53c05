using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>A digit, or several with commas between them.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Largest">The largest class allowed; the smallest is 0.</param>
/// <param name="Description">For the API description.</param>
internal sealed record DigitListParameter(string Name, int Largest, string Description)
    : QueryParameter<IReadOnlyList<int>>(Name, Description)
{
    private const int MostDigits = 100;

    public override string Expected => $"whole numbers from 0 to {Largest} with commas between them, at most {MostDigits}";

    public override bool TryParse(string text, out IReadOnlyList<int> value)
    {
        var parts = text.Split(',', MostDigits + 1);
        var digits = new int[parts.Length];
        value = digits;
        var each = new IntegerParameter(Name, 0, (ulong)Largest, null, Description);
        for (var i = 0; i < parts.Length; i++)
        {
            if (!each.TryParse(parts[i], out var digit))
            {
                return false;
            }

            digits[i] = (int)digit;
        }

        return parts.Length <= MostDigits;
    }

    public override string Canonical(IReadOnlyList<int> value) => string.Join('-', value);

    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Array,
        MinItems = 1,
        MaxItems = MostDigits,
        Items = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Maximum = $"{Largest}" },
        Examples = [new JsonArray(7), new JsonArray(3, 1, 4)],
    };
}
