using System.Text.Json;

namespace Gan.Onnx.Benchmarks;

/// <summary>What ONNX Runtime's trace says about a graph's nodes.</summary>
internal static class Trace
{
    private const string KernelSuffix = "_kernel_time";

    /// <summary>
    /// The median time of every node that ran, which are those of the optimised graph; the trace's first runs do not count.
    /// </summary>
    public static IReadOnlyList<KernelTime> Read(string path, int warmUpRuns)
    {
        var kernels = new Dictionary<string, (KernelTime Kernel, List<double> Times)>();
        var run = 0;
        using var trace = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var item in trace.RootElement.EnumerateArray())
        {
            var name = item.GetProperty("name").GetString()!;
            if (name == "model_run")
            {
                // Written after its kernels.
                run++;
            }
            else if (name.EndsWith(KernelSuffix, StringComparison.Ordinal) && run >= warmUpRuns)
            {
                if (!kernels.TryGetValue(name, out var known))
                {
                    kernels[name] = known = (Describe(name[..^KernelSuffix.Length], item.GetProperty("args")), []);
                }

                known.Times.Add(item.GetProperty("dur").GetInt64() / 1000.0);
            }
        }

        return [.. kernels.Values.Select(entry => entry.Kernel with { Milliseconds = Timing.Median(entry.Times) })];
    }

    private static KernelTime Describe(string node, JsonElement details) => new(
        node,
        details.GetProperty("op_name").GetString()!,
        $"{Shapes(details, "input_type_shape")} → {Shapes(details, "output_type_shape")}",
        0);

    private static string Shapes(JsonElement details, string field) =>
        string.Join(
            ", ",
            details.GetProperty(field).EnumerateArray()
                .SelectMany(tensor => tensor.EnumerateObject())
                .Select(tensor => tensor.Value.GetRawText()));
}

/// <summary>One node's time.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Operator">The operator's name, of ONNX or of ONNX Runtime's own.</param>
/// <param name="Shapes">Shapes of inputs and outputs.</param>
/// <param name="Milliseconds">The median over runs.</param>
internal sealed record KernelTime(string Node, string Operator, string Shapes, double Milliseconds);
