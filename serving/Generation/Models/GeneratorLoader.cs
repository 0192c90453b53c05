using System.Text.Json;
using Gan.Onnx.Generation.Files;
using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Gan.Onnx.Generation.Models;

/// <summary>Finds, verifies and opens a frozen generator; every way to fail ends in a <see cref="GeneratorException"/>.</summary>
internal static class GeneratorLoader
{
    public static FrozenGenerator Load(string path, int threads, GeneratorDevice device)
    {
        var modelPath = FindModel(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
        var manifest = ReadManifest(Path.Combine(folder, Manifest.FileName), folder);
        var model = ReadModel(modelPath);

        var found = Sha256Sum.Of(model);
        if (found != manifest.Sha256)
        {
            var described = Directory.EnumerateFiles(folder, "*.onnx").FirstOrDefault(file => IsDescribed(file, modelPath, manifest));
            throw described is not null
                ? GeneratorException.OtherFile(modelPath, Path.Combine(folder, Manifest.FileName), Path.GetFileName(described))
                : GeneratorException.HashMismatch(modelPath, Path.Combine(folder, Manifest.FileName), manifest.Sha256, found);
        }

        var session = Open(modelPath, model, threads, device);
        try
        {
            GeneratorContract.Check(session, manifest, modelPath);
            var generator = new FrozenGenerator(session, manifest, modelPath, device);
            GeneratorCanary.Check(session, generator);
            return generator;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static string FindModel(string path)
    {
        if (Directory.Exists(path))
        {
            var model = Path.Combine(path, FrozenGenerator.FileName);
            return File.Exists(model) ? model : throw GeneratorException.MissingFile(model, path);
        }

        // Users point at either file of the pair, or drop the manifest on the program.
        return !File.Exists(path) ? throw FaultOf(path)
            : Path.GetFileName(path) == Manifest.FileName ? FindModel(Path.GetDirectoryName(Path.GetFullPath(path))!)
            : path;
    }

    /// <summary>A folder that may not be entered hides what is in it, which is not the same as nothing.</summary>
    private static GeneratorException FaultOf(string path)
    {
        try
        {
            File.GetAttributes(path);
        }
        catch (UnauthorizedAccessException exception)
        {
            return GeneratorException.Unreadable(path, exception);
        }
        catch (IOException)
        {
            // It does not exist.
        }

        return GeneratorException.MissingModel(path);
    }

    private static Manifest ReadManifest(string path, string folder)
    {
        if (!File.Exists(path))
        {
            throw GeneratorException.MissingFile(path, folder);
        }

        try
        {
            return IsEmpty(path) ? throw new JsonException("it is empty") : Manifest.Read(path);
        }
        catch (JsonException exception)
        {
            throw GeneratorException.BadManifest(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw GeneratorException.Unreadable(path, exception);
        }
    }

    private static byte[] ReadModel(string path)
    {
        byte[] model;
        try
        {
            model = IsEmpty(path) ? throw GeneratorException.Empty(path) : File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw GeneratorException.Unreadable(path, exception);
        }

        return model.AsSpan().StartsWith("version https://git-lfs"u8) ? throw GeneratorException.LfsPointer(path) : model;
    }

    /// <summary>Whether another file than the model is the one of the manifest. What cannot be read is not.</summary>
    private static bool IsDescribed(string file, string modelPath, Manifest manifest)
    {
        try
        {
            return Path.GetFileName(file) != Path.GetFileName(modelPath) && !IsEmpty(file) && Sha256Sum.OfFile(file) == manifest.Sha256;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Asked before a file is read. Pipes and devices are empty, too: whoever read one might wait for ever, or never come to its end.
    /// </summary>
    private static bool IsEmpty(string path)
    {
        var file = new FileInfo(path);
        return (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length == 0;
    }

    /// <summary>The settings of every session that runs a frozen generator, here and wherever one is measured.</summary>
    internal static SessionOptions CreateOptions(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // Spinning threads burn the processor that the web server and other sessions need; slow denormal arithmetic buys nothing here.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        return options;
    }

    private static InferenceSession Open(string path, byte[] model, int threads, GeneratorDevice device)
    {
        using var options = CreateOptions(threads);
        if (device == GeneratorDevice.Cuda)
        {
            AddCuda(options);
        }

        try
        {
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw device == GeneratorDevice.Cuda ? GeneratorException.NoCuda(exception) : GeneratorException.NotOnnx(path, exception);
        }
    }

    /// <summary>Without TF32, and with deterministic sums: an image must not depend on its batch.</summary>
    private static void AddCuda(SessionOptions options)
    {
        try
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(new Dictionary<string, string>
            {
                ["device_id"] = "0",
                ["use_tf32"] = "0",
                ["cudnn_conv_algo_search"] = "HEURISTIC",
                ["arena_extend_strategy"] = "kSameAsRequested",
            });
            options.AddSessionConfigEntry("session.use_deterministic_compute", "1");
            options.AppendExecutionProvider_CUDA(cuda);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw GeneratorException.NoCuda(exception);
        }
    }
}
