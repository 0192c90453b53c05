using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>The check's results so far, as report.md and report.json.</summary>
internal static class CheckReport
{
    private static readonly string[] Parts =
    [
        "The machine, and copies",
        "Every preset on the device",
        "Parity, and the same bits",
        "Speed",
        "digits, trained and scored",
        "Serving",
    ];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Runs <c>report --results DIR</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var folder = arguments.Text("results", ".");
        var probes = ProbeResult.ReadAll(Path.Combine(folder, "probes"));
        var machine = Path.Combine(folder, "machine.txt") is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        File.WriteAllText(Path.Combine(folder, "report.md"), Markdown(machine, probes));
        File.WriteAllText(Path.Combine(folder, "report.json"), Json(machine, probes).ToJsonString(Indented));
        return 0;
    }

    private static string Markdown(string machine, IReadOnlyList<ProbeResult> probes)
    {
        var text = new StringBuilder("# Check of a GPU\n\n");
        var passed = probes.Count(probe => probe.Passed);
        text.Append(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC. {passed} of {probes.Count} probes passed.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"```\n{machine}\n```\n");
        foreach (var part in probes.GroupBy(probe => probe.Part).OrderBy(group => group.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {part.Key}. {Parts[part.Key]}\n");
            if (part.Key == 0)
            {
                text.Append(string.Concat(part.Where(probe => probe.Text.Length > 0).Select(probe => $"\n```\n{probe.Text}\n```\n")));
            }

            foreach (var table in part.SelectMany(probe => probe.Findings).GroupBy(finding => Cell(finding["table"])))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n**{table.Key}**\n\n").Append(MarkdownTable.Of([.. table]));
            }

            if (part.Key == SpeedVerdicts.Part)
            {
                text.Append(SpeedVerdicts.Of(probes));
            }
        }

        text.Append("\n## Probes\n\n").Append(MarkdownTable.Of([.. probes.Select(Row)]));
        foreach (var failed in probes.Where(probe => !probe.Passed && probe.LastWords.Length > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n`{failed.Name}`: `{failed.Command}`\n\n```\n{failed.LastWords}\n```\n");
        }

        return text.ToString();
    }

    private static JsonObject Row(ProbeResult probe) => new()
    {
        ["probe"] = probe.Name,
        ["outcome"] = probe.Outcome,
        ["seconds"] = probe.Seconds,
        ["limit"] = probe.Limit,
    };

    private static JsonObject Json(string machine, IReadOnlyList<ProbeResult> probes) => new()
    {
        ["date"] = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture),
        ["machine"] = machine,
        ["probes"] = new JsonArray([.. probes.Select(probe => new JsonObject
        {
            ["name"] = probe.Name,
            ["part"] = probe.Part,
            ["passed"] = probe.Passed,
            ["exitCode"] = probe.ExitCode,
            ["seconds"] = probe.Seconds,
            ["limit"] = probe.Limit,
            ["command"] = probe.Command,
            ["findings"] = new JsonArray([.. probe.Findings.Select(finding => finding.DeepClone())]),
            ["lastWords"] = probe.LastWords,
        })]),
    };

    private static string Cell(JsonNode? value) => value?.ToString() ?? "other";
}
