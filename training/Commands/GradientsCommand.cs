using System.CommandLine;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Reading;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>gradients</c>: the derivative of any ONNX file as an ONNX file.</summary>
internal static class GradientsCommand
{
    private const int LargestBatch = 1 << 20;

    public static Command Create()
    {
        var model = OptionKinds.RequiredText(
            "--model", "FILE", $"The ONNX file, of opset {OnnxModel.OldestOpset} to {OnnxModel.NewestOpset}.");
        var of = OptionKinds.RequiredText(
            "--of",
            "OUTPUT",
            "The output that is differentiated. "
            + "Unless it is a scalar, the new file takes what arrives there as input gradient/OUTPUT.");
        var with = new Option<string[]>("--with")
        {
            Description = "With respect to which inputs or initializers; the new file gives gradient/NAME for each.",
            HelpName = "NAME",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var output = OptionKinds.RequiredText("--output", "FILE", "The ONNX file to write.");
        var batch = OptionKinds.Number("--batch", 1, LargestBatch, "Fix all free axes to this size, where a gradient needs to know it.");
        var force = Replacing.Option();
        var command = new Command("gradients", "Write the derivative of an ONNX file, of this program or any other, as an ONNX file.")
        {
            model, of, with, output, batch, force,
        };
        command.SetAction(parsed =>
        {
            OptionKinds.RequireExtension("--output", parsed.GetValue(output)!, ".onnx");
            Replacing.Check(parsed.GetValue(force), "--output", parsed.GetValue(output)!);
            using var stop = new StopSignals();
            Write(
                parsed.GetValue(model)!,
                parsed.GetValue(of)!,
                parsed.GetValue(with)!,
                parsed.GetValue(output)!,
                parsed.GetValue(batch),
                parsed.InvocationConfiguration.Output,
                stop.Token);
        });
        return command;
    }

    private static void Write(
        string path, string of, string[] with, string destination, int? batch, TextWriter output, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new RunException(
                Directory.Exists(path) ? $"--model '{path}' is a folder. Name an ONNX file." : $"--model '{path}' does not exist.");
        }

        var graph = GradientModel.Of(OnnxModel.Parse(File.ReadAllBytes(path), path), of, with, batch);
        var written = ModelWriter.Write(graph);
        cancellation.ThrowIfCancellationRequested();
        AtomicFile.WriteAllBytes(destination, written);
        var takes = string.Join(", ", graph.Inputs.Select(input => $"{input}"));
        var gives = string.Join(", ", graph.Outputs.Select(pair => $"{pair.Name} {pair.Value.Type}"));
        output.WriteLine($"{destination}: {takes} → {gives}; {written.Length / 1024} KB");
    }
}
