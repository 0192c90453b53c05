using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary>Where a frozen generator is written: one model a folder, since <c>manifest.json</c> describes one.</summary>
internal static class ModelPaths
{
    /// <summary>The model file that an <c>--output</c> means: itself, or <c>generator.onnx</c> in a folder.</summary>
    public static string File(string output) =>
        Directory.Exists(output) || Path.GetExtension(output).Length == 0 ? Path.Combine(output, FrozenGenerator.FileName) : output;

    /// <summary>The model and its manifest.</summary>
    public static string[] Of(string model) => [model, Path.Combine(Folder(model), Manifest.FileName)];

    /// <summary>The second model, which answers with a PNG.</summary>
    public static string Png(string model) => Path.ChangeExtension(model, null) + "-png.onnx";

    /// <summary>Refuses a folder whose manifest describes another file there: that one would be taken for damaged from then on.</summary>
    /// <exception cref="RunException">It does; not even <c>--force</c> makes two models of it.</exception>
    public static void RequireFolderOf(string model)
    {
        var manifest = Path.Combine(Folder(model), Manifest.FileName);
        if (!System.IO.File.Exists(manifest) || Sum(manifest) is not { } sum)
        {
            return;
        }

        var other = Directory.EnumerateFiles(Folder(model), "*.onnx")
            .FirstOrDefault(file => Path.GetFileName(file) != Path.GetFileName(model) && Sha256Sum.OfFile(file) == sum);
        if (other is not null)
        {
            throw new RunException(
                $"--output: '{Folder(model)}' holds the model '{Path.GetFileName(other)}' with its {Manifest.FileName}, and a folder holds "
                + $"one model. Name another folder, such as '{Path.ChangeExtension(model, null)}'.");
        }
    }

    private static string Folder(string model) => Path.GetDirectoryName(model) is { Length: > 0 } folder ? folder : ".";

    /// <summary>The SHA-256 that a manifest names; null where it is no manifest of a generator.</summary>
    private static string? Sum(string manifest)
    {
        try
        {
            return Manifest.Read(manifest).Sha256;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
