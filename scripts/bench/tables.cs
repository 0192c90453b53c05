#!/usr/bin/env dotnet
#:property PublishAot=false
#:property Sources=tables/*.cs;compare/ContestantName.cs;../markdown/*.cs
// Markdown tables of what compare.cs wrote.
//   dotnet run scripts/bench/tables.cs REFERENCE.json THREADS ROUNDS SECONDS SECTIONS RESULT.json
using System.Globalization;
using System.Text.Json.Nodes;

if (args is not [var referenceFile, var threads, var rounds, var secondsText, var sectionsText, var resultFile])
{
    Console.Error.WriteLine("usage: tables.cs REFERENCE.json THREADS ROUNDS SECONDS SECTIONS RESULT.json");
    return 2;
}

var name = Path.GetFileNameWithoutExtension(referenceFile);
var batch = (int)JsonNode.Parse(File.ReadAllText(referenceFile))!["data"]!["batch"]!;
Measured[] measured = [.. JsonNode.Parse(File.ReadAllText(resultFile))!.AsArray().Select(entry => Measured.Parse(entry!))];
Measured[] Of(string kind) => [.. measured.Where(entry => entry.Kind == kind)];

(string Section, string Heading, Func<string> Table)[] parts =
[
    ("speed", "Iterations a second", () => PresetTables.Speed(Of("preset"))),
    ("roofline", "Gemm and its roof", () => PresetTables.Roofline(Of("preset"))),
    ("memory", "Most resident memory of our process", () => PresetTables.Memory(Of("preset"))),
    ("batch", $"`{name}` by batch", () => VariantTables.Growth("batch", Of("batch"), size => size)),
    ("channels", $"`{name}` by channels, batch {batch}", () => VariantTables.Growth("channels ×", Of("channels"), _ => batch)),
    ("threads", $"`{name}` by threads, batch {batch}", () => VariantTables.Threads(Of("threads"))),
];

JsonNode[] opponents =
    [.. measured.SelectMany(entry => entry.Names.Where(who => who != ContestantName.Ours).SelectMany(who => entry.Rounds(who)))];
var worst = opponents.SelectMany(run => run["differences"]!.AsObject())
    .Where(difference => difference.Key.EndsWith("Loss", StringComparison.Ordinal))
    .Max(difference => (double?)difference.Value);
var against = worst is null
    ? ""
    : string.Create(
        CultureInfo.InvariantCulture,
        $"; {opponents[0]["torch"]}, in the faster of two ways of waiting; its losses on our weights differ by {worst:0.0e0} at most");
var seconds = double.Parse(secondsText, CultureInfo.InvariantCulture);
Console.WriteLine($"{threads} thread(s), {rounds} round(s) of {seconds:g6} s in alternation (batch and channels: one); "
    + $"medians of single iterations, medians (ranges) of rounds{against}");
var chosen = sectionsText.Split(',');
foreach (var (_, heading, table) in parts.Where(part => chosen.Contains(part.Section)))
{
    Console.WriteLine($"\n### {heading}\n\n{table()}");
}

return 0;
