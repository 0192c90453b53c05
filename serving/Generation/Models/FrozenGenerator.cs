using System.Buffers;
using Gan.Onnx.Generation.Latents;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Generation.Models;

/// <summary>
/// A verified generator, ready to make images. Safe for use from several threads at once; dispose of it only after the last call
/// returned.
/// </summary>
public sealed class FrozenGenerator : IDisposable
{
    /// <summary>The model file's name within a model folder.</summary>
    public const string FileName = "generator.onnx";

    internal const string LatentInput = "z";
    internal const string LabelInput = "labels";
    internal const string ImageOutput = "images";

    private static readonly string[] OutputNames = [ImageOutput];

    private readonly InferenceSession _session;
    private readonly GeneratorDevice _device;
    private volatile bool _disposed;

    internal FrozenGenerator(InferenceSession session, Manifest manifest, string path, GeneratorDevice device)
    {
        _session = session;
        _device = device;
        Manifest = manifest;
        Path = path;
        ImageChannels = manifest.ImageShape[0];
        ImageHeight = manifest.ImageShape[1];
        ImageWidth = manifest.ImageShape[2];
        Space = new LatentSpace(manifest.LatentSize, manifest.LatentDistribution, manifest.Classes);
    }

    /// <summary>The model's description.</summary>
    public Manifest Manifest { get; }

    /// <summary>The model file.</summary>
    public string Path { get; }

    /// <summary>What its images are drawn from.</summary>
    public LatentSpace Space { get; }

    /// <summary>Channels of an image: 1 grey, or 3 red, green and blue.</summary>
    public int ImageChannels { get; }

    /// <summary>Rows of an image.</summary>
    public int ImageHeight { get; }

    /// <summary>Pixels in an image's row.</summary>
    public int ImageWidth { get; }

    /// <summary>Pixels in an image.</summary>
    public int ImageArea => ImageHeight * ImageWidth;

    /// <summary>Values in an image: those of every channel of every pixel.</summary>
    public int ImageValues => ImageChannels * ImageArea;

    /// <summary>Loads a model and checks it: its SHA-256, its inputs and outputs, and a trial run.</summary>
    /// <param name="path">A folder holding generator.onnx and manifest.json, or an .onnx file with manifest.json beside it.</param>
    /// <param name="threads">Threads that one call may use; at least 1.</param>
    /// <param name="device">Where it runs.</param>
    /// <exception cref="GeneratorException">The model is missing, damaged or of another kind.</exception>
    public static FrozenGenerator Load(string path, int threads, GeneratorDevice device = GeneratorDevice.Cpu) =>
        GeneratorLoader.Load(path, threads, device);

    /// <summary>Makes <paramref name="count"/> images: image k depends on the seed, on k and on its class only.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="classes">As in <see cref="Generate(Memory{float}, ulong, ulong, IReadOnlyList{int}?, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Ends a run under way.</param>
    /// <returns>[count, channels, height, width], 0 dark to 1 bright.</returns>
    public float[] Generate(int count, ulong seed, IReadOnlyList<int>? classes = null, CancellationToken cancellationToken = default)
    {
        var images = new float[checked(count * ImageValues)];
        Generate(images, seed, 0, classes, cancellationToken);
        return images;
    }

    /// <summary>
    /// Fills <paramref name="images"/> with images from the <paramref name="first"/> on: image k depends on the seed, on k and on its
    /// class only.
    /// </summary>
    /// <param name="images">[count, channels, height, width], 0 dark to 1 bright; as many images as fit exactly, at least one.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="first">The first image's index.</param>
    /// <param name="classes">
    /// Image k is of class k modulo their number; null to draw the classes, each equally likely. Only a conditional generator takes some.
    /// </param>
    /// <param name="cancellationToken">Ends a run under way.</param>
    public void Generate(
        Memory<float> images,
        ulong seed,
        ulong first = 0,
        IReadOnlyList<int>? classes = null,
        CancellationToken cancellationToken = default)
    {
        var count = images.Length / ImageValues;
        var length = count * Manifest.LatentSize;
        var latents = ArrayPool<float>.Shared.Rent(length);
        var labels = ArrayPool<long>.Shared.Rent(count);
        try
        {
            var seeded = ImagesOf(seed, classes);
            seeded.Latents(latents.AsSpan(0, length), first);
            seeded.Labels(labels.AsSpan(0, count), first);
            Run(latents.AsMemory(0, length), labels.AsMemory(0, Manifest.Classes > 0 ? count : 0), images, cancellationToken);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(latents);
            ArrayPool<long>.Shared.Return(labels);
        }
    }

    /// <summary>
    /// What <see cref="Generate(Memory{float}, ulong, ulong, IReadOnlyList{int}?, CancellationToken)"/> makes images from.
    /// </summary>
    /// <param name="seed">Any number.</param>
    /// <param name="classes">Image k is of class k modulo their number; null to draw them.</param>
    public SeededImages ImagesOf(ulong seed, IReadOnlyList<int>? classes = null) => new(Space, seed, classes);

    /// <summary>Turns latents into images.</summary>
    /// <param name="latents">[count, latentSize], count at least 1.</param>
    /// <param name="labels">[count], each from 0 to classes − 1; empty for an unconditional generator.</param>
    /// <param name="images">[count, channels, height, width], overwritten.</param>
    /// <param name="cancellationToken">Ends a run under way.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    /// <exception cref="ObjectDisposedException">The generator was disposed of.</exception>
    public void Run(Memory<float> latents, Memory<long> labels, Memory<float> images, CancellationToken cancellationToken = default)
    {
        var count = latents.Length / Manifest.LatentSize;
        var labelled = Manifest.Classes > 0 ? count : 0;
        if (count < 1 || latents.Length != count * Manifest.LatentSize || images.Length != count * ImageValues || labels.Length != labelled)
        {
            throw new ArgumentException(
                $"Expected latents [count, {Manifest.LatentSize}], {(Manifest.Classes > 0 ? "labels [count]" : "no labels")} and images "
                + $"[count, {ImageChannels}, {ImageHeight}, {ImageWidth}], count at least 1; "
                + $"there are {latents.Length}, {labels.Length} and {images.Length} values.",
                nameof(images));
        }

        // The native library would end the process.
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        using var output = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, images, [count, ImageChannels, ImageHeight, ImageWidth]);
        using var inputs = new GeneratorInputs(Manifest, latents, labels);
        using var options = new RunOptions();
        using var registration =
            cancellationToken.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options);
        try
        {
            _session.Run(options, inputs.Names, inputs.Values, OutputNames, [output]);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Memory for batches of up to <paramref name="capacity"/> images, bound once; one thread at a time may use it.</summary>
    /// <exception cref="ObjectDisposedException">The generator was disposed of.</exception>
    public GeneratorBuffers CreateBuffers(int capacity) => CreateBuffers(capacity, _device);

    /// <summary>Memory as for a device that need not be the one that the generator runs on.</summary>
    internal GeneratorBuffers CreateBuffers(int capacity, GeneratorDevice device)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new(_session, Manifest, capacity, device);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _session.Dispose();
    }
}
