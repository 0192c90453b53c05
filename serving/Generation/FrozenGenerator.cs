using System.Buffers;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Generation;

/// <summary>
/// A verified generator, ready to make images. Safe for use from several threads at once; dispose of it only after the last call
/// returned.
/// </summary>
public sealed class FrozenGenerator : IDisposable
{
    /// <summary>The model file's name within a model folder.</summary>
    public const string FileName = "generator.onnx";

    internal const string LatentInput = "z";
    internal const string ImageOutput = "images";

    private static readonly string[] InputNames = [LatentInput];
    private static readonly string[] OutputNames = [ImageOutput];

    private readonly InferenceSession _session;

    internal FrozenGenerator(InferenceSession session, Manifest manifest, string path)
    {
        _session = session;
        Manifest = manifest;
        Path = path;
        ImageHeight = manifest.ImageShape[1];
        ImageWidth = manifest.ImageShape[2];
    }

    /// <summary>The model's description.</summary>
    public Manifest Manifest { get; }

    /// <summary>The model file.</summary>
    public string Path { get; }

    /// <summary>Rows of an image.</summary>
    public int ImageHeight { get; }

    /// <summary>Pixels in an image's row.</summary>
    public int ImageWidth { get; }

    /// <summary>Values in an image.</summary>
    public int ImageArea => ImageHeight * ImageWidth;

    /// <summary>Loads a model and checks it: its SHA-256, its inputs and outputs, and a trial run.</summary>
    /// <param name="path">A folder holding generator.onnx and manifest.json, or an .onnx file with manifest.json beside it.</param>
    /// <param name="threads">Threads that one call may use; at least 1.</param>
    /// <exception cref="GeneratorException">The model is missing, damaged or of another kind.</exception>
    public static FrozenGenerator Load(string path, int threads) => GeneratorLoader.Load(path, threads);

    /// <summary>Makes <paramref name="count"/> images: image k depends on the seed and on k only.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="cancellationToken">Ends a run under way.</param>
    /// <returns>[count, height, width], 0 black to 1 white.</returns>
    public float[] Generate(int count, ulong seed, CancellationToken cancellationToken = default)
    {
        float[] images = new float[checked(count * ImageArea)];
        Generate(images, seed, cancellationToken);
        return images;
    }

    /// <summary>Fills <paramref name="images"/> with images: image k depends on the seed and on k only.</summary>
    /// <param name="images">[count, height, width], 0 black to 1 white; as many images as fit exactly, at least one.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="cancellationToken">Ends a run under way.</param>
    public void Generate(Memory<float> images, ulong seed, CancellationToken cancellationToken = default)
    {
        int count = images.Length / ImageArea;
        int length = count * Manifest.LatentSize;
        float[] latents = ArrayPool<float>.Shared.Rent(length);
        try
        {
            DrawLatents(latents.AsSpan(0, length), new RandomStream(seed, Streams.Serving));
            Run(latents.AsMemory(0, length), images, cancellationToken);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(latents);
        }
    }

    /// <summary>Draws the latents of images 0, 1, 2 … of a stream.</summary>
    /// <param name="latents">[count, latentSize].</param>
    /// <param name="stream">The seed and the purpose.</param>
    public void DrawLatents(Span<float> latents, RandomStream stream)
    {
        ulong image = 0;
        for (; !latents.IsEmpty; latents = latents[Manifest.LatentSize..])
        {
            Manifest.LatentDistribution.Fill(latents[..Manifest.LatentSize], stream, image++);
        }
    }

    /// <summary>Turns latents into images.</summary>
    /// <param name="latents">[count, latentSize], count at least 1.</param>
    /// <param name="images">[count, height, width], overwritten.</param>
    /// <param name="cancellationToken">Ends a run under way.</param>
    public void Run(Memory<float> latents, Memory<float> images, CancellationToken cancellationToken = default)
    {
        int count = latents.Length / Manifest.LatentSize;
        if (count < 1 || latents.Length != count * Manifest.LatentSize || images.Length != count * ImageArea)
        {
            throw new ArgumentException(
                $"Expected latents [count, {Manifest.LatentSize}] and images [count, {ImageHeight}, {ImageWidth}], count at least 1; "
                + $"there are {latents.Length} and {images.Length} values.", nameof(images));
        }

        cancellationToken.ThrowIfCancellationRequested();
        using var z = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, latents, [count, Manifest.LatentSize]);
        using var output = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, images, [count, 1, ImageHeight, ImageWidth]);
        using var options = new RunOptions();
        using CancellationTokenRegistration registration =
            cancellationToken.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options);
        try
        {
            _session.Run(options, InputNames, [z], OutputNames, [output]);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
