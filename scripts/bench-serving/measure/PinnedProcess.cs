using System.Diagnostics;
using System.Text.Json.Nodes;

/// <summary>Programs that run on one core and end with a line of JSON.</summary>
internal static class PinnedProcess
{
    /// <summary>Runs the program to its end.</summary>
    /// <returns>The last line of its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static JsonNode Run(
        string core, string program, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("taskset", ["-c", core, program, .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonNode.Parse(output.TrimEnd().Split('\n')[^1])!
            : throw new InvalidOperationException($"{program} on core {core}: exit code {process.ExitCode}\n{output}");
    }
}
