using System.Text.Json.Nodes;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>What the speeds come to: each workload beside PyTorch, and beside what its arithmetic and its bytes alone would take.</summary>
internal static class SpeedVerdicts
{
    /// <summary>The part of the check whose findings these are.</summary>
    public const int Part = 3;

    /// <summary>Two tables of Markdown: rates by workload, and floors where the card's ceilings are known.</summary>
    public static string Of(IReadOnlyList<ProbeResult> probes)
    {
        var findings = probes.SelectMany(probe => probe.Findings).ToLookup(finding => Word(finding, "table"));
        var workloads = findings["speed"].GroupBy(finding => Word(finding, "workload")).ToArray();
        JsonObject[] ratios = [.. workloads.Select(workload => Ratios(workload.Key, [.. workload]))];
        var ceilings = findings["ceilings"].FirstOrDefault();
        var works = findings["work"].DistinctBy(work => Word(work, "workload"));
        JsonObject[] floors = ceilings is null ? [] : [.. works.Select(work => Floors(work, ceilings, [.. findings["speed"]]))];
        return Titled("ours beside PyTorch**, iterations a second, the best of the rounds", ratios)
            + Titled("floors**, milliseconds an iteration", floors);
    }

    private static string Titled(string title, JsonObject[] rows) => rows.Length == 0 ? "" : $"\n**{title}\n\n{MarkdownTable.Of(rows)}";

    private static JsonObject Ratios(string workload, IReadOnlyList<JsonObject> speeds)
    {
        var row = new JsonObject { ["workload"] = workload };
        double? Best(Func<string, bool> who, bool? tf32) =>
            speeds.Where(speed => who(Word(speed, "who")) && (tf32 is null || speed["tf32"]?.GetValue<bool>() == tf32)).Max(Rate);
        foreach (var tf32 in speeds.Select(speed => speed["tf32"]?.GetValue<bool>()).Distinct().OrderDescending().ToArray())
        {
            var with = tf32 is null ? "" : tf32.Value ? ", TF32" : ", full";
            var (eager, best) = (Best(who => IsTorch(who) && who.EndsWith("eager", StringComparison.Ordinal), tf32), Best(IsTorch, tf32));
            var ours = Best(who => !IsTorch(who), tf32);
            row[$"ours{with}"] = ours;
            row[$"PyTorch eager{with}"] = eager;
            row[$"PyTorch best{with}"] = best;
            row[$"÷ eager{with}"] = ours / eager;
            row[$"÷ best{with}"] = ours / best;
        }

        return row;
    }

    private static JsonObject Floors(JsonObject work, JsonObject ceilings, IReadOnlyList<JsonObject> speeds)
    {
        double Number(JsonObject from, string name) => from[name]!.GetValue<double>();
        var workload = Word(work, "workload");
        var arithmetic = 1000 * Number(work, "gigaflop") / Number(ceilings, "tf32GigaflopPerSecond");
        var bytes = 1000 * Number(work, "leastGigabytes") / Number(ceilings, "gigabytesPerSecond");
        var best = 1000 / speeds.Where(speed => Word(speed, "workload") == workload && !IsTorch(Word(speed, "who"))).Max(Rate);
        return new JsonObject
        {
            ["workload"] = workload,
            ["arithmetic, TF32"] = arithmetic,
            ["arithmetic, full"] = 1000 * Number(work, "gigaflop") / Number(ceilings, "gigaflopPerSecond"),
            ["bytes at least"] = bytes,
            ["bytes node by node"] = 1000 * Number(work, "nodeGigabytes") / Number(ceilings, "gigabytesPerSecond"),
            ["nodes"] = Number(work, "nodes"),
            ["ours, best"] = best,
            ["times the larger floor"] = best / Math.Max(arithmetic, bytes),
        };
    }

    private static double? Rate(JsonObject speed) => speed["iterationsPerSecond"]?.GetValue<double>();

    private static bool IsTorch(string who) => who.StartsWith("PyTorch", StringComparison.Ordinal);

    private static string Word(JsonObject finding, string name) => finding[name]?.ToString() ?? "";
}
