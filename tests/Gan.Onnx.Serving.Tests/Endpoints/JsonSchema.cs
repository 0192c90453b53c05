using System.Text.Json;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>
/// Checks documents against schemas of an API description, for the keywords that it uses; one that it does not know is an error, so that
/// none is passed over.
/// </summary>
/// <param name="description">The whole description, in which references are resolved.</param>
internal sealed class JsonSchema(JsonElement description)
{
    /// <summary>Says something about a schema, and nothing about documents. Formats are hints to code generators.</summary>
    private static readonly string[] Annotations = ["description", "title", "format", "default", "example", "examples", "deprecated"];

    /// <summary>The first thing in a document that its schema forbids, with the place where it is; null when there is none.</summary>
    public string? Fault(JsonElement schema, JsonElement value)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (Fault(schema, keyword, value) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Follows references until there is a schema.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            schema = description;
            foreach (string part in reference.GetString()!.Split('/').Skip(1))
            {
                schema = schema.GetProperty(part);
            }
        }

        return schema;
    }

    private string? Fault(JsonElement schema, JsonProperty keyword, JsonElement value) => keyword.Name switch
    {
        "$ref" => Fault(Resolve(schema), value),
        "oneOf" => OneOf(keyword.Value, value),
        "type" => Type(keyword.Value, value),
        "enum" => keyword.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)) ? null : $": {value} is none of {keyword.Value}",
        "minimum" => value.ValueKind == JsonValueKind.Number && value.GetDouble() < keyword.Value.GetDouble() ? $": {value} is below {keyword.Value}" : null,
        "maximum" => value.ValueKind == JsonValueKind.Number && value.GetDouble() > keyword.Value.GetDouble() ? $": {value} is above {keyword.Value}" : null,
        "required" => keyword.Value.EnumerateArray().Select(name => name.GetString()!)
            .Where(name => value.ValueKind == JsonValueKind.Object && !value.TryGetProperty(name, out _))
            .Select(name => $": '{name}' is missing").FirstOrDefault(),
        "properties" => Properties(keyword.Value, value),
        "additionalProperties" => AdditionalProperties(schema, keyword.Value, value),
        "items" => Items(keyword.Value, value),
        _ => Annotations.Contains(keyword.Name) ? null : throw new NotSupportedException($"The keyword '{keyword.Name}' is not checked yet."),
    };

    private string? OneOf(JsonElement schemas, JsonElement value)
    {
        int fitting = schemas.EnumerateArray().Count(schema => Fault(schema, value) is null);
        return fitting == 1 ? null : $": fits {fitting} of the schemas of which it must fit one";
    }

    private static string? Type(JsonElement types, JsonElement value)
    {
        bool fits = types.ValueKind == JsonValueKind.Array
            ? types.EnumerateArray().Any(type => IsOf(type.GetString()!, value))
            : IsOf(types.GetString()!, value);
        return fits ? null : $": a {value.ValueKind} where {types} is expected";
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && (value.TryGetInt64(out _) || value.TryGetUInt64(out _)),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"There is no type '{type}'."),
    };

    private string? Properties(JsonElement schemas, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty schema in schemas.EnumerateObject())
        {
            if (value.TryGetProperty(schema.Name, out JsonElement property) && Fault(schema.Value, property) is { } fault)
            {
                return $".{schema.Name}{fault}";
            }
        }

        return null;
    }

    private string? AdditionalProperties(JsonElement schema, JsonElement rule, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            bool isDescribed = schema.TryGetProperty("properties", out JsonElement described) && described.TryGetProperty(property.Name, out _);
            string? fault = isDescribed || rule.ValueKind == JsonValueKind.True ? null
                : rule.ValueKind == JsonValueKind.False ? ": is not described"
                : Fault(rule, property.Value);
            if (fault is not null)
            {
                return $".{property.Name}{fault}";
            }
        }

        return null;
    }

    private string? Items(JsonElement schema, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (Fault(schema, item) is { } fault)
            {
                return $"[{index}]{fault}";
            }

            index++;
        }

        return null;
    }
}
