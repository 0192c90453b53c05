using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Gan.Onnx.Serving.Tests.Generation.Pictures;

/// <summary>Reads pictures through the DecodeImage operator of ONNX Runtime Extensions, which shares no code with our encoder.</summary>
internal static class ImageDecoder
{
    public static GreyImage Decode(byte[] file)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        options.RegisterOrtExtensions();
        using var session = new InferenceSession(ModelFolder.Source("decode-image"), options);
        using var input = OrtValue.CreateTensorValueFromMemory(file, [file.Length]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["file"], [input], ["rgb"]);
        long[] shape = outputs[0].GetTensorTypeAndShape().Shape;
        ReadOnlySpan<byte> rgb = outputs[0].GetTensorDataAsSpan<byte>();
        byte[] grey = new byte[rgb.Length / 3];
        for (int i = 0; i < grey.Length; i++)
        {
            Assert.True(rgb[3 * i] == rgb[(3 * i) + 1] && rgb[3 * i] == rgb[(3 * i) + 2], "the picture is not grey");
            grey[i] = rgb[3 * i];
        }

        return new GreyImage((int)shape[1], (int)shape[0], grey);
    }
}
