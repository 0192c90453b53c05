using System.Text.Json;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>What a run's folder says about its training, and what <c>evaluate --json</c> found out about its generator.</summary>
internal static class TrainedProbe
{
    /// <summary>Runs <c>trained --run DIR [--evaluation FILE]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var folder = new RunFolder(arguments.Text("run", "."));
        var lines = File.ReadLines(folder.Metrics).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var last = lines[^1];
        var run = JsonDocument.Parse(File.ReadAllBytes(folder.Options)).RootElement.GetProperty("run");
        Finding.Write(new
        {
            table = "trained",
            device = run.GetProperty("device").GetString(),
            iterations = last.GetProperty("step").GetInt64(),
            images = last.GetProperty("images").GetInt64(),
            seconds = last.GetProperty("seconds").GetDouble(),
            imagesPerSecond = last.GetProperty("images").GetInt64() / last.GetProperty("seconds").GetDouble(),
            imagesPerSecondOfAnEpoch = lines.Max(line => line.GetProperty("imagesPerSecond").GetDouble()),
            discriminatorLoss = last.GetProperty("discriminatorLoss").GetDouble(),
            generatorLoss = last.GetProperty("generatorLoss").GetDouble(),
        });
        if (arguments.Optional("evaluation") is { } file && File.Exists(file))
        {
            Tell(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement);
        }

        return 0;
    }

    private static void Tell(JsonElement evaluation)
    {
        var floor = evaluation.GetProperty("floor");
        foreach (var metric in evaluation.GetProperty("metrics").EnumerateObject())
        {
            double? real = floor.TryGetProperty(metric.Name, out var value) ? value.GetDouble() : null;
            Finding.Write(new { table = "scored", figure = metric.Name, generated = metric.Value.GetDouble(), real });
        }
    }
}
