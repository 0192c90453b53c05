using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

/// <summary>Runs one contestant on a preset file.</summary>
/// <param name="program">Our benchmarks.</param>
/// <param name="torch">TorchSharp's.</param>
/// <param name="torchRoot">The script that runs a command where libtorch loads.</param>
internal sealed class Contestants(string program, string torch, string torchRoot)
{
    // Memory that an iteration frees is kept for the next one: given back to the system, every page would be cleared again.
    private static readonly (string Name, string Value)[] KeepingMemory =
        [("MALLOC_MMAP_MAX_", "0"), ("MALLOC_TRIM_THRESHOLD_", "4000000000")];

    private readonly HashSet<string> _dumped = [];

    /// <summary>The JSON object that it prints.</summary>
    /// <param name="name">One of <see cref="ContestantName"/>.</param>
    /// <param name="preset">The preset file.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="seconds">Of the run, warm-up not counted.</param>
    /// <param name="data">The folder of MNIST's files, or nothing.</param>
    /// <exception cref="BenchmarkException">It failed, printed no result, or does not compute what we compute.</exception>
    public JsonNode Run(string name, string preset, int threads, string seconds, string data)
    {
        var count = threads.ToString(CultureInfo.InvariantCulture);
        string[] common = ["--preset", preset, "--threads", count, .. data.Length > 0 ? ["--data", data] : Array.Empty<string>()];
        if (name == ContestantName.Ours)
        {
            return Result(new("dotnet", [program, "train", .. common, "--seconds", seconds, "--json"]));
        }

        // Where it starts from, and what it must agree with before it is timed.
        var dump = Directory.CreateDirectory(Path.ChangeExtension(preset, "dump")).FullName;
        if (_dumped.Add(preset))
        {
            Output(new("dotnet", [program, "dump", .. common, "--output", dump]));
        }

        string[] options = ["--dump", Path.Combine(dump, "step-000001.safetensors"), "--seconds", seconds];
        var start = new ProcessStartInfo(torchRoot, ["dotnet", torch, .. common, .. options]);
        if (name.StartsWith(ContestantName.Bare, StringComparison.Ordinal))
        {
            start.ArgumentList.Add("--without-optimizer");
        }

        foreach (var (variable, value) in KeepingMemory)
        {
            start.Environment[variable] = value;
        }

        start.Environment["OMP_NUM_THREADS"] = count;
        start.Environment.Remove("OMP_WAIT_POLICY");
        if (ContestantName.IsPassive(name))
        {
            start.Environment["OMP_WAIT_POLICY"] = "passive";
        }

        return Result(start);
    }

    private static JsonNode Result(ProcessStartInfo start) =>
        Output(start) is var output && output.Split('\n').LastOrDefault(line => line.StartsWith('{')) is { } result
            ? JsonNode.Parse(result)!
            : throw new BenchmarkException($"{start.FileName} {string.Join(' ', start.ArgumentList)}\nno result\n{output}");

    private static string Output(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new BenchmarkException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)}\nexit code {process.ExitCode}\n{output}{errors.Result}");
    }
}
