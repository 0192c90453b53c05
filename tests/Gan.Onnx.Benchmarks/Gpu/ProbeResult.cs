using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>One probe as the check left it: files of the same name with the endings status, command, out and err.</summary>
/// <param name="Name">The file name without its ending; begins with a number, in the order of running.</param>
/// <param name="Part">The part of the check that it belongs to, from 0.</param>
/// <param name="ExitCode">124 or 137 where it ran out of time.</param>
/// <param name="Seconds">How long it ran.</param>
/// <param name="Limit">How long it might have run.</param>
/// <param name="Command">What ran.</param>
/// <param name="Findings">The JSON objects that it printed.</param>
/// <param name="Text">What it printed besides them.</param>
/// <param name="LastWords">The end of its standard error.</param>
internal sealed record ProbeResult(
    string Name,
    int Part,
    int ExitCode,
    double Seconds,
    double Limit,
    string Command,
    IReadOnlyList<JsonObject> Findings,
    string Text,
    string LastWords)
{
    private const int LastWordsLength = 1500;

    /// <summary>Whether it ran to its end and found nothing wrong.</summary>
    public bool Passed => ExitCode == 0 && Findings.All(finding => finding["ok"]?.GetValue<bool>() ?? true);

    /// <summary>What became of it, in words.</summary>
    public string Outcome => ExitCode switch
    {
        0 when Passed => "passed",
        0 => "FAILED: a finding is not as it should be",
        124 or 137 => "out of time",
        77 => "left out",
        > 128 => string.Create(CultureInfo.InvariantCulture, $"CRASHED: signal {ExitCode - 128}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"FAILED: exit code {ExitCode}"),
    };

    /// <summary>All probes of a folder, in order; one that is running has no status yet and is not among them.</summary>
    public static IReadOnlyList<ProbeResult> ReadAll(string folder) =>
        [.. Directory.GetFiles(folder, "*.status").Order(StringComparer.Ordinal).Select(Read)];

    private static ProbeResult Read(string status)
    {
        string Contents(string ending) =>
            Path.ChangeExtension(status, ending) is var file && File.Exists(file) ? File.ReadAllText(file) : "";
        var words = File.ReadAllText(status).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        double[] numbers = [.. words.Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        var (printed, errors) = (Contents("out").Split('\n'), Contents("err").Trim());
        return new ProbeResult(
            Path.GetFileNameWithoutExtension(status),
            (int)numbers[0],
            (int)numbers[1],
            numbers[2],
            numbers[3],
            Contents("command").Trim(),
            [.. printed.Where(line => line.StartsWith('{')).Select(Parse).OfType<JsonObject>()],
            string.Join('\n', printed.Where(line => !line.StartsWith('{'))).Trim(),
            errors.Length > LastWordsLength ? errors[^LastWordsLength..] : errors);
    }

    // A process that is killed may leave half a line.
    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
