using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Engine;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// Pictures to square grey images, by the DecodeImage operator of ONNX Runtime Extensions and an antialiased Resize. The model is
/// compiled in; scripts/onnx/make_picture_model.py makes it.
/// </summary>
internal sealed class PictureReader : IDisposable
{
    private readonly InferenceSession _session;
    private readonly long[] _side;

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    private static ReadOnlySpan<byte> Jpeg => [0xff, 0xd8, 0xff];

    /// <summary>Loads the operator library and the model.</summary>
    /// <param name="side">Width and height of the images.</param>
    /// <exception cref="OnnxRuntimeException">The library libortextensions is not beside the program.</exception>
    public PictureReader(int side)
    {
        _side = [side];
        using var options = OrtRuntime.SessionOptions(new CpuDevice());
        options.RegisterOrtExtensions();
        _session = new InferenceSession(EmbeddedResource.Bytes(typeof(PictureReader), "read-picture.onnx"), options);
    }

    /// <summary>The image, [side · side] grey levels.</summary>
    /// <param name="file">A PNG or JPEG file.</param>
    /// <exception cref="InvalidDataException">It starts like neither.</exception>
    /// <exception cref="OnnxRuntimeException">It cannot be decoded.</exception>
    public byte[] Read(byte[] file)
    {
        // What starts like neither goes to libjpeg, which ends the process.
        if (!file.AsSpan().StartsWith(Png) && !file.AsSpan().StartsWith(Jpeg))
        {
            throw new InvalidDataException($"it starts with {Convert.ToHexStringLower(file, 0, Math.Min(4, file.Length))}");
        }

        using var input = OrtValue.CreateTensorValueFromMemory(file, [file.Length]);
        using var side = OrtValue.CreateTensorValueFromMemory(_side, [1]);
        using var options = new RunOptions();
        using var outputs = _session.Run(options, ["file", "side"], [input, side], ["grey"]);
        return outputs[0].GetTensorDataAsSpan<byte>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
