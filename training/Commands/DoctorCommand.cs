using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>doctor</c>: what this machine can train on, and what is missing.</summary>
internal static class DoctorCommand
{
    private const string Probe = "gaussian-1d";
    private const string Drivers = "/proc/driver/nvidia/gpus";

    private static string Package => $"Microsoft.ML.OnnxRuntime.Gpu.{(OperatingSystem.IsWindows() ? "Windows" : "Linux")}";

    public static Command Create()
    {
        var command = new Command(
            "doctor",
            "Say what this machine can train on: ONNX Runtime, processor, memory, the libraries of CUDA and cuDNN, and what is missing.");
        command.SetAction(parsed => Examine(parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Examine(TextWriter output)
    {
        OrtRuntime.Start(Environment.ProcessorCount);
        var ort = OrtEnv.Instance();
        output.WriteLine($"ONNX Runtime: {ort.GetVersionString()} on {RuntimeInformation.RuntimeIdentifier}, .NET {Environment.Version}");
        output.WriteLine($"  execution providers: {string.Join(", ", ort.GetAvailableProviders())}");
        output.WriteLine(
            $"  threads: {OrtRuntime.Threads}; "
            + $"telemetry: {(Environment.GetEnvironmentVariable("ORT_DISABLE_TELEMETRY") == "1" ? "off" : "on")}");
        output.WriteLine(
            $"Processor: {Environment.ProcessorCount} usable by this process; "
            + $"AVX2 {YesNo(Avx2.IsSupported)}, FMA {YesNo(Fma.IsSupported)}, AVX-512 {YesNo(Avx512F.IsSupported)}");
        output.WriteLine(
            FormattableString.Invariant($"Memory: {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:F1} GB usable by this process"));
        var onCpu = DedicatedThread.Run("doctor", () => Train("cpu"));
        output.WriteLine(FormattableString.Invariant($"Training on the CPU: one iteration of '{Probe}', discriminator's loss {onCpu:F4}"));
        output.WriteLine(EngineChoice.Diagnosis());
        if (!CudaLibraries.Exist)
        {
            output.WriteLine("CUDA: ONNX Runtime has it for Linux and Windows on x64 alone. Training on the CPU works.");
            return;
        }

        output.WriteLine("CUDA:");
        var missing = Missing(output);
        output.WriteLine(missing.Count == 0
            ? TryCuda()
            : $"Training on the CPU works; CUDA cannot be used because of what is missing: {string.Join(", ", missing)}.");
    }

    /// <summary>What loads may still refuse to run: so the GPU is given the iteration that the CPU did.</summary>
    private static string TryCuda()
    {
        try
        {
            var loss = DedicatedThread.Run("doctor on CUDA", () => Train("cuda"));
            return FormattableString.Invariant(
                $"Training on the CPU works, and so does CUDA (the same iteration, discriminator's loss {loss:F4}): use --device cuda.");
        }
        catch (Exception exception) when (exception is EngineException or OnnxRuntimeException)
        {
            return $"Training on the CPU works; CUDA has all that it needs, but an iteration failed: {exception.Message.Split('\n')[0]}";
        }
    }

    private static float Train(string device)
    {
        var preset = PresetSource.Load(Probe, []);
        var data = TrainingData.Open(preset, preset.Schedule.Seed, folder: null, progress: null, CancellationToken.None);
        using var trainer = new Trainer(preset, preset.Schedule.Seed, device, data);
        return trainer.Iterate().DiscriminatorLoss;
    }

    /// <summary>Writes a line for each thing that CUDA needs, and gives what is missing.</summary>
    private static List<string> Missing(TextWriter output)
    {
        var missing = new List<string>();
        void Line(string thing, bool found, string remedy)
        {
            output.WriteLine($"  {thing}: {(found ? "found" : $"missing; {remedy}")}");
            if (!found)
            {
                missing.Add(thing);
            }
        }

        Line(
            "execution provider",
            CudaDevice.IsPresent && CudaLibraries.Provider() is not null,
            "use the GPU build of ONNX Runtime, "
            + $"which has {CudaProvider.Library} beside the program (package {Package})");
        foreach (var (name, remedy) in CudaLibraries.All)
        {
            Line(name, CudaLibraries.CanLoad(name), remedy);
        }

        var gpus = Directory.Exists(Drivers) ? [.. Directory.GetDirectories(Drivers).Order().Select(Model)] : Array.Empty<string>();
        var none = OperatingSystem.IsLinux() ? "the NVIDIA driver names none" : "the driver's command nvidia-smi lists them";
        output.WriteLine($"  GPUs: {(gpus.Length == 0 ? none : string.Join(", ", gpus))}");
        return missing;
    }

    private static string Model(string gpu)
    {
        const string Key = "Model:";
        var file = Path.Combine(gpu, "information");
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(text => text.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is null ? Path.GetFileName(gpu) : line[Key.Length..].Trim();
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
