using System.Text.Json;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>The checker that <see cref="OpenApiFuzzTests"/> relies on must find what is wrong.</summary>
public class JsonSchemaTests
{
    private const string Image =
        """
        {
          "type": "object",
          "required": ["digit", "pixels"],
          "properties": {
            "digit": { "type": ["null", "integer"], "minimum": 0, "maximum": 9, "description": "The class." },
            "form": { "enum": ["png", "json"] },
            "pixels": { "type": "array", "items": { "type": "array", "items": { "$ref": "#/components/schemas/Grey" } } },
            "source": { "oneOf": [{ "type": "null" }, { "type": "string" }] },
            "errors": { "type": "object", "additionalProperties": { "type": "array", "items": { "type": "string" } } }
          },
          "additionalProperties": false
        }
        """;

    private static readonly JsonElement Description = Parse("""{ "components": { "schemas": { "Grey": { "type": "integer", "maximum": 255 } } } }""");

    [Theory]
    [InlineData("""{ "digit": 7, "pixels": [] }""")]
    [InlineData("""{ "digit": null, "pixels": [[0, 255], []], "form": "png", "source": null, "errors": {} }""")]
    [InlineData("""{ "digit": 0, "pixels": [], "source": "a", "errors": { "count": ["wrong"] } }""")]
    public void A_fitting_document_has_no_fault(string document) => Assert.Null(Fault(Image, document));

    [Theory]
    [InlineData("""[]""", ": a Array where object is expected")]
    [InlineData("""{ "pixels": [] }""", ": 'digit' is missing")]
    [InlineData("""{ "digit": "7", "pixels": [] }""", ".digit: a String where")]
    [InlineData("""{ "digit": 7.5, "pixels": [] }""", ".digit: a Number where")]
    [InlineData("""{ "digit": -1, "pixels": [] }""", ".digit: -1 is below 0")]
    [InlineData("""{ "digit": 10, "pixels": [] }""", ".digit: 10 is above 9")]
    [InlineData("""{ "digit": 7, "pixels": [[0], [0, 256]] }""", ".pixels[1][1]: 256 is above 255")]
    [InlineData("""{ "digit": 7, "pixels": [0] }""", ".pixels[0]: a Number where array is expected")]
    [InlineData("""{ "digit": 7, "pixels": [[true]] }""", ".pixels[0][0]: a True where integer is expected")]
    [InlineData("""{ "digit": 7, "pixels": [], "form": "gif" }""", ".form: gif is none of")]
    [InlineData("""{ "digit": 7, "pixels": [], "source": 1 }""", ".source: fits 0 of the schemas")]
    [InlineData("""{ "digit": 7, "pixels": [], "errors": { "count": "wrong" } }""", ".errors.count: a String where array is expected")]
    [InlineData("""{ "digit": 7, "pixels": [], "extra": 1 }""", ".extra: is not described")]
    public void A_wrong_document_has_a_fault_at_its_place(string document, string fault) => Assert.StartsWith(fault, Fault(Image, document));

    [Fact]
    public void A_document_that_fits_two_of_one_has_a_fault() =>
        Assert.Equal(": fits 2 of the schemas of which it must fit one", Fault("""{ "oneOf": [{ "type": "number" }, { "type": "integer" }] }""", "7"));

    [Fact]
    public void A_keyword_that_is_not_checked_is_not_passed_over() =>
        Assert.Throws<NotSupportedException>(() => Fault("""{ "type": "number", "multipleOf": 2 }""", "7"));

    private static string? Fault(string schema, string document) => new JsonSchema(Description).Fault(Parse(schema), Parse(document));

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;
}
