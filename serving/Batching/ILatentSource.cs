using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Batching;

/// <summary>
/// What a request's images are made from: image k is a function of k alone, so it does not matter how images are batched.
/// </summary>
internal interface ILatentSource
{
    /// <summary>Writes the latents and labels of images first, first + 1 … of the request.</summary>
    /// <param name="generator">The model that the request is for.</param>
    /// <param name="first">Counted within the request, from 0.</param>
    /// <param name="latents">[count, latentSize].</param>
    /// <param name="labels">[count]; 0 for a model without labels.</param>
    void Fill(FrozenGenerator generator, int first, Span<float> latents, Span<long> labels);
}
