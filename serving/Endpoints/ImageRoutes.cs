using Gan.Onnx.Serving.Endpoints.Query;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary>The routes that answer with images, by family.</summary>
internal static class ImageRoutes
{
    /// <summary>Those of models that make digits.</summary>
    public static void MapDigits(this IEndpointRouteBuilder routes)
    {
        var digits = Subject.Digits;
        GridEndpoint.Map(
            routes, digits,
            "As a grid: white ink on black, 28 by 28 pixels each, row by row; unused cells of the last row stay empty. "
            + "As JSON or NumPy array: greys from 0 to 255, [count, 28, 28].");
        SingleEndpoint.Map(routes, digits, "One generated digit", "28 by 28 pixels, scaled.");
        routes.MapText();
        InterpolationEndpoint.Map(
            routes, digits,
            "An animated PNG that repeats, or all frames as JSON. "
            + "Digits that nobody asked for are those of the first seed, throughout.");
    }

    /// <summary>Those of every model.</summary>
    public static void MapImages(this IEndpointRouteBuilder routes)
    {
        var images = Subject.Images;
        GridEndpoint.Map(
            routes, images,
            "As a grid of images in the size and the channels of the model (see /models), row by row; unused cells of the last row stay "
            + "black. As JSON: rows of greys from 0 to 255, or of colours [red, green, blue]. "
            + "As NumPy array: [count, height, width], in colour [count, height, width, 3].");
        SingleEndpoint.Map(routes, images, "One generated image", "In the size and the channels of the model, scaled.");
        InterpolationEndpoint.Map(
            routes, images,
            "An animated PNG that repeats, or all frames as JSON. "
            + "Classes that nobody asked for are those of the first seed, throughout.");
    }
}
