using System.Text.Json;
using Json.Schema;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>The checker that <see cref="OpenApiFuzzTests"/> relies on must find what is wrong.</summary>
public class DescribedDocumentsTests
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

    private static readonly JsonElement Description = Parse(
        """{ "components": { "schemas": { "Grey": { "type": "integer", "maximum": 255 } } } }""");

    [Theory]
    [InlineData("""{ "digit": 7, "pixels": [] }""")]
    [InlineData("""{ "digit": null, "pixels": [[0, 255], []], "form": "png", "source": null, "errors": {} }""")]
    [InlineData("""{ "digit": 0, "pixels": [], "source": "a", "errors": { "count": ["wrong"] } }""")]
    public void A_fitting_document_has_no_fault(string document) => Assert.Null(Fault(Image, document));

    [Theory]
    [InlineData("""[]""", ": Value is \"array\" but should be \"object\"")]
    [InlineData("""{ "pixels": [] }""", ": Required properties [\"digit\"] are not present")]
    [InlineData("""{ "digit": "7", "pixels": [] }""", "/digit: Value is \"string\" but should be")]
    [InlineData("""{ "digit": 7.5, "pixels": [] }""", "/digit: Value is \"number\" but should be")]
    [InlineData("""{ "digit": -1, "pixels": [] }""", "/digit: -1 should be at least 0")]
    [InlineData("""{ "digit": 10, "pixels": [] }""", "/digit: 10 should be at most 9")]
    [InlineData("""{ "digit": 7, "pixels": [[0], [0, 256]] }""", "/pixels/1/1: 256 should be at most 255")]
    [InlineData("""{ "digit": 7, "pixels": [0] }""", "/pixels/0: Value is \"integer\" but should be \"array\"")]
    [InlineData("""{ "digit": 7, "pixels": [[true]] }""", "/pixels/0/0: Value is \"boolean\" but should be \"integer\"")]
    [InlineData("""{ "digit": 7, "pixels": [], "form": "gif" }""", "/form: Value should match one of the values")]
    [InlineData(
        """{ "digit": 7, "pixels": [], "source": 1 }""",
        "/source: Value is \"integer\" but should be \"null\"; /source: Value is \"integer\" but should be \"string\"")]
    [InlineData(
        """{ "digit": 7, "pixels": [], "errors": { "count": "wrong" } }""",
        "/errors/count: Value is \"string\" but should be \"array\"")]
    [InlineData("""{ "digit": 7, "pixels": [], "extra": 1 }""", "/extra: All values fail against the false schema")]
    public void A_wrong_document_has_a_fault_at_its_place(string document, string fault) =>
        Assert.StartsWith(fault, Fault(Image, document));

    [Fact]
    public void A_document_that_fits_two_of_one_has_a_fault() =>
        Assert.Equal(
            ": fits more of its schemas than it may",
            Fault("""{ "oneOf": [{ "type": "number" }, { "type": "integer" }] }""", "7"));

    [Fact]
    public void A_keyword_that_is_not_known_is_not_passed_over() =>
        Assert.Throws<JsonSchemaException>(() => Fault("""{ "type": "number", "multiples": 2 }""", "7"));

    private static string? Fault(string schema, string document) =>
        new DescribedDocuments(Description).Fault(Parse(schema), Parse(document));

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;
}
