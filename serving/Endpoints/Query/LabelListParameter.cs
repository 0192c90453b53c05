using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Text;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>A class's name or number, or several with commas between them.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Labels">The classes that there are; null where that is not known, so that any names will do.</param>
/// <param name="Description">For the API description.</param>
internal sealed record LabelListParameter(string Name, ClassLabels? Labels, string Description)
    : QueryParameter<IReadOnlyList<int>>(Name, Description)
{
    private const int MostLabels = 100;
    private const int UsualClasses = 10;

    public override string Expected
    {
        get
        {
            var numbers = $"numbers from 0 to {(Labels?.Count ?? UsualClasses) - 1}";
            var parts = Labels is { Names.Count: > 0 } ? $"names of classes, see /models, or {numbers}" : $"whole {numbers}";
            return $"{parts} with commas between them, at most {MostLabels}";
        }
    }

    /// <summary>The name that was meant instead of the first part that is none.</summary>
    public override string Hint(string text) =>
        Labels?.FaultIn(text, out _) is { } fault ? NearestName.Suggestion(fault, Labels.Names) : "";

    public override bool TryParse(string text, out IReadOnlyList<int> value)
    {
        value = [];
        return Labels is null
            ? text.Split(',') is { Length: <= MostLabels } parts && parts.All(part => part.Length > 0)
            : Labels.FaultIn(text, out value) is null && value.Count <= MostLabels;
    }

    /// <summary>Numbers, whichever way the classes were written.</summary>
    public override string Canonical(IReadOnlyList<int> value) => string.Join('-', value);

    /// <summary>Of the names that there are now, <see cref="LabelRanges"/> tells.</summary>
    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Array,
        MinItems = 1,
        MaxItems = MostLabels,
        Items = new OpenApiSchema
        {
            AnyOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Maximum = $"{UsualClasses - 1}" },
                new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, Description = "A name of /models, in any case." },
            ],
        },
        Examples = [new JsonArray(7), new JsonArray(3, 1, 4)],
    };
}
