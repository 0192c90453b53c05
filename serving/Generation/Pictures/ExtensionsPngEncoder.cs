using System.Buffers;
using System.Runtime.InteropServices;
using Gan.Onnx.Generation.Files;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// 8-bit RGB PNG through the EncodeImage operator of ONNX Runtime Extensions (domain com.microsoft.extensions, version 1), which
/// knows no greyscale. The model is compiled in; a test beside the training program's exports makes it (EncodePngModelTests).
/// </summary>
public sealed class ExtensionsPngEncoder : IPngEncoder, IDisposable
{
    private readonly InferenceSession _session;

    /// <summary>Loads the operator library and the model.</summary>
    /// <exception cref="OnnxRuntimeException">The library libortextensions is not beside the program.</exception>
    public ExtensionsPngEncoder()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.RegisterOrtExtensions();
        _session = new InferenceSession(EmbeddedResource.Bytes(typeof(ExtensionsPngEncoder), "encode-png.onnx"), options);
    }

    /// <inheritdoc/>
    public string Key => "extensions";

    /// <inheritdoc/>
    public void Encode(GreyImage image, IBufferWriter<byte> destination)
    {
        using var grey = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, MemoryMarshal.AsMemory(image.Pixels), [image.Height, image.Width, 1]);
        using var options = new RunOptions();
        using var outputs = _session.Run(options, ["grey"], [grey], ["png"]);
        destination.Write(outputs[0].GetTensorDataAsSpan<byte>());
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
