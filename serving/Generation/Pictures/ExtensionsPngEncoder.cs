using System.Buffers;
using System.Runtime.InteropServices;
using Gan.Onnx.Generation.Files;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// 8-bit RGB PNG through the EncodeImage operator of ONNX Runtime Extensions (domain com.microsoft.extensions, version 1), which
/// knows no greyscale. The models are compiled in; a test beside the training program's exports makes them (EncodePngModelTests).
/// </summary>
public sealed class ExtensionsPngEncoder : IPngEncoder, IDisposable
{
    private readonly InferenceSession _grey;
    private readonly InferenceSession _colour;

    /// <summary>Loads the operator library and the models.</summary>
    /// <exception cref="OnnxRuntimeException">The library libortextensions is not beside the program.</exception>
    public ExtensionsPngEncoder()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.RegisterOrtExtensions();
        _grey = new InferenceSession(EmbeddedResource.Bytes(typeof(ExtensionsPngEncoder), "encode-png.onnx"), options);
        _colour = new InferenceSession(EmbeddedResource.Bytes(typeof(ExtensionsPngEncoder), "encode-png-colour.onnx"), options);
    }

    /// <inheritdoc/>
    public string Key => "extensions";

    /// <inheritdoc/>
    public void Encode(Picture image, IBufferWriter<byte> destination)
    {
        var (session, input) = image.Channels == Picture.Grey ? (_grey, "grey") : (_colour, "rgb");
        using var pixels = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, MemoryMarshal.AsMemory(image.Pixels), [image.Height, image.Width, image.Channels]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, [input], [pixels], ["png"]);
        destination.Write(outputs[0].GetTensorDataAsSpan<byte>());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _grey.Dispose();
        _colour.Dispose();
    }
}
