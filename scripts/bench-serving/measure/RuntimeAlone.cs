using System.Globalization;
using System.Text.Json.Nodes;

/// <summary>ONNX Runtime without a server around it, on one thread: <c>raw</c> of tests/Gan.Onnx.Benchmarks.</summary>
/// <param name="program">The benchmarks' program.</param>
/// <param name="model">The model's folder.</param>
/// <param name="core">Where it runs.</param>
internal sealed class RuntimeAlone(string program, string model, string core)
{
    /// <summary>Measures some batches, or those that it measures of itself.</summary>
    /// <param name="seconds">For each batch.</param>
    /// <param name="batches">Images in a batch.</param>
    public JsonNode Run(double seconds, params int[] batches)
    {
        string[] chosen = batches.Length > 0 ? ["--batches", string.Join(',', batches)] : [];
        var time = seconds.ToString(CultureInfo.InvariantCulture);
        return PinnedProcess.Run(core, "dotnet", [program, "raw", "--model", model, "--threads", "1", "--seconds", time, .. chosen]);
    }
}
