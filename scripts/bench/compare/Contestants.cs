using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

/// <summary>Runs one contestant on a preset file.</summary>
/// <param name="program">Our benchmarks.</param>
/// <param name="python">An interpreter that has torch.</param>
/// <param name="torchBench">PyTorch's benchmark, torch_bench.py.</param>
internal sealed class Contestants(string program, string python, string torchBench)
{
    // These would pin OpenBLAS to kernels other than those that fit the CPU.
    private static readonly string[] PinnedKernels = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

    /// <summary>The JSON object that it prints.</summary>
    /// <param name="name">One of <see cref="ContestantName"/>.</param>
    /// <param name="preset">The preset file.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="seconds">Of the run, warm-up not counted.</param>
    /// <param name="data">The folder of MNIST's files, or nothing.</param>
    /// <exception cref="BenchmarkException">It failed, or printed no result.</exception>
    public JsonNode Run(string name, string preset, int threads, string seconds, string data)
    {
        var count = threads.ToString(CultureInfo.InvariantCulture);
        string[] options = ["--threads", count, "--seconds", seconds, .. data.Length > 0 ? ["--data", data] : Array.Empty<string>()];
        var start = name == ContestantName.Ours
            ? new ProcessStartInfo("dotnet", [program, "train", "--preset", preset, "--json", .. options])
            : new ProcessStartInfo(python, [torchBench, preset, .. options]);
        if (name != ContestantName.Ours)
        {
            foreach (var variable in PinnedKernels.Append("OMP_WAIT_POLICY"))
            {
                start.Environment.Remove(variable);
            }

            start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = count;
            if (name == ContestantName.Passive)
            {
                start.Environment["OMP_WAIT_POLICY"] = "passive";
            }
        }

        return Result(start);
    }

    private static JsonNode Result(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && output.Split('\n').LastOrDefault(line => line.StartsWith('{')) is { } result
            ? JsonNode.Parse(result)!
            : throw new BenchmarkException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)}\nexit code {process.ExitCode}, no result\n"
                + output + errors.Result);
    }
}
