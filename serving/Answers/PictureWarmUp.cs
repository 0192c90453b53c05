using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>Takes pictures of a model before its first request does.</summary>
internal static class PictureWarmUp
{
    private const int Pictures = 32;
    private const int ImagesPerPicture = 4;

    /// <summary>Takes them as requests do, often enough for the runtime to compile this path anew, and better.</summary>
    /// <param name="model">Held by nobody else yet.</param>
    public static void Take(ServedModel model)
    {
        var body = new GridBody(new ImageGrid(2), Invert: false);
        for (var i = 0; i < Pictures; i++)
        {
            var latents = new SeededLatents((ulong)i, 0, null, 1);
            using var images = model.Batcher.GenerateAsync(latents, ImagesPerPicture, CancellationToken.None)
                .AsTask()
                .GetAwaiter()
                .GetResult();
            using var picture = new PooledBuffer();
            body.Write(model, images!, picture);
        }
    }
}
