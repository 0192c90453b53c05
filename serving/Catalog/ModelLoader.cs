using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>Makes a model ready to serve: verified, warmed up, with an encoder for its pictures.</summary>
internal sealed partial class ModelLoader(
    ServingOptions options,
    Func<Picture, IPngEncoder> createPngEncoder,
    Action<ServedModel> warmUp,
    DrawingLimit drawing,
    ServingMetrics metrics,
    ILogger<ModelLoader> logger)
{
    private const int SampleImages = 64;

    /// <summary>Loads a model.</summary>
    /// <exception cref="GeneratorException">
    /// The model is missing, damaged or of another kind, or the GPU asked for cannot be used.
    /// </exception>
    public ServedModel Load(string name, string path)
    {
        var model = Start(name, Open(path));
        try
        {
            warmUp(model);
            FreedMemory.GiveBackSoon();
            return model;
        }
        catch
        {
            model.Release();
            throw;
        }
    }

    internal ServedModel Start(string name, FrozenGenerator generator)
    {
        try
        {
            // First, so that an encoder that cannot be had leaves no threads behind.
            var png = createPngEncoder(generator.Draw(SampleImages, seed: 0));
            return new ServedModel(name, generator, new ImageBatcher(generator, options.Batching, metrics), png, drawing);
        }
        catch
        {
            generator.Dispose();
            throw;
        }
    }

    private FrozenGenerator Open(string path)
    {
        if (options.Device == ServingDevice.Cpu)
        {
            return OnCpu(path);
        }

        try
        {
            return FrozenGenerator.Load(path, threads: 1, GeneratorDevice.Cuda);
        }
        catch (GeneratorException exception) when (options.Device == ServingDevice.Auto)
        {
            var generator = OnCpu(path);
            LogFallback(logger, path, exception.Message);
            return generator;
        }
    }

    // Each worker runs on one thread of its own, which wastes none on waiting for others.
    private static FrozenGenerator OnCpu(string path) => FrozenGenerator.Load(path, threads: 1);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Device=auto: {Model} runs on the CPU. {Reason}")]
    private static partial void LogFallback(ILogger logger, string model, string reason);
}
