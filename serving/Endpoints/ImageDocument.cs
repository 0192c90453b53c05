using Gan.Onnx.Serving.Endpoints.Query;
using Microsoft.OpenApi;
using static Gan.Onnx.Serving.Endpoints.Schemas;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary>The API description of images as JSON.</summary>
internal static class ImageDocument
{
    /// <summary>Of a grid's images.</summary>
    public static OpenApiSchema Of(Subject subject) => Document(subject, isOfFrames: false, ("seed", Number("uint64")));

    /// <summary>Of an interpolation's frames.</summary>
    public static OpenApiSchema OfFrames(Subject subject) => Document(
        subject, isOfFrames: true, ("from", Number("uint64")), ("to", Number("uint64")), ("frames", Number("int32")));

    private static OpenApiSchema Document(Subject subject, bool isOfFrames, params (string Name, OpenApiSchema Schema)[] facts)
    {
        (string, OpenApiSchema)[] size = [("width", Number("int32")), ("height", Number("int32"))];
        (string, OpenApiSchema)[] channels = subject.IsDigits ? [] : [("channels", Number("int32"))];
        return Object(
            [("model", Text()), ("version", Text()), .. facts, .. size, .. channels, ("images", List(Image(subject, isOfFrames)))]);
    }

    private static OpenApiSchema Image(Subject subject, bool isOfFrames)
    {
        OpenApiSchema label = new()
        {
            Type = JsonSchemaType.Integer | JsonSchemaType.Null,
            Description = "Null when the model was trained without labels.",
        };
        OpenApiSchema name = new()
        {
            Type = JsonSchemaType.String | JsonSchemaType.Null,
            Description = "Of the label; null when the model's classes have no names.",
        };
        (string, OpenApiSchema)[] names = subject.IsDigits ? [] : [("name", name)];
        var image = Object(
            [("index", Number("int64")), (subject.Label.Name, label), .. names, ("pixels", List(List(Pixel(subject))))]);
        if (isOfFrames)
        {
            image.Properties!["frame"] = Number("int32");
            image.Required!.Add("frame");
        }

        return image;
    }

    private static OpenApiSchema Pixel(Subject subject)
    {
        OpenApiSchema level = new() { Type = JsonSchemaType.Integer, Minimum = "0", Maximum = "255" };
        if (subject.IsDigits)
        {
            return level;
        }

        var colour = List(level);
        (colour.MinItems, colour.MaxItems) = (3, 3);
        colour.Description = "Red, green and blue, of models with three channels.";
        return new OpenApiSchema { AnyOf = [level, colour] };
    }
}
