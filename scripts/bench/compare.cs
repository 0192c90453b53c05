#!/usr/bin/env dotnet
#:property PublishAot=false
#:property Sources=compare/*.cs
// Runs this project's and TorchSharp's training benchmarks in alternation. Started by scripts/bench.sh; tables.cs makes Markdown of what
// this writes.
//   dotnet run scripts/bench/compare.cs BENCHMARKS TORCH REFERENCE.json THREADS ROUNDS SECONDS SECTIONS DATA RESULT.json [PRESET…]
// PRESET is the name of a built-in preset or one of scripts/bench/presets, or a file; none: all built-in ones and the reference. DATA may
// be empty.
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

int[] batches = [16, 32, 64, 128, 256, 512];
int[] widths = [1, 2, 4];
int[] threadCounts = [1, 2];

if (args is not [var program, var torch, var referenceFile, .. var more]
    || more is not [var threadsText, var roundsText, var secondsText, var sectionsText, var data, var resultFile, .. var names])
{
    Console.Error.WriteLine("usage: compare.cs BENCHMARKS TORCH REFERENCE.json THREADS ROUNDS SECONDS SECTIONS DATA RESULT.json PRESET…");
    return 2;
}

var threads = int.Parse(threadsText, CultureInfo.InvariantCulture);
var rounds = int.Parse(roundsText, CultureInfo.InvariantCulture);
var sections = sectionsText.Split(',');
var bench = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(referenceFile)))!;
var presets = new PresetFolders(Path.Combine(bench, "../../training/Presets"), Path.Combine(bench, "presets"));
var contestants = new Contestants(program, torch, Path.Combine(bench, "torch-root.sh"));
string[] both = [ContestantName.Ours, .. ContestantName.Both(ContestantName.Torch)];

var work = Directory.CreateTempSubdirectory("gan-onnx-bench-").FullName;
try
{
    var plan = new Plan(work);
    // The tables of these sections come from the same runs.
    if (sections.Intersect(["speed", "roofline", "memory"]).Any())
    {
        string[] everybody = [.. both, .. ContestantName.Both(ContestantName.Bare)];
        var who = sections.Contains("speed") ? everybody : [ContestantName.Ours];
        var chosen = names.Length > 0 ? names : [.. presets.BuiltIn(), Path.GetFileNameWithoutExtension(referenceFile)];
        foreach (var preset in chosen.Select(presets.Find))
        {
            plan.Add(new Variant("preset", (string)preset["name"]!, preset, threads), who, rounds);
        }
    }

    var reference = JsonNode.Parse(File.ReadAllText(referenceFile))!;
    if (sections.Contains("batch"))
    {
        plan.Alternate([.. batches.Select(batch => new Variant("batch", batch, reference.WithBatch(batch), threads))], both, 1);
    }

    if (sections.Contains("channels"))
    {
        plan.Alternate([.. widths.Select(times => new Variant("channels", times, reference.Widened(times), threads))], both, 1);
    }

    if (sections.Contains("threads"))
    {
        plan.Alternate([.. threadCounts.Select(count => new Variant("threads", count, reference, count))], both, rounds);
    }

    var layout = new JsonSerializerOptions { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    var results = plan.Run((contestant, file, count) => contestants.Run(contestant, file, count, secondsText, data));
    File.WriteAllText(resultFile, results.ToJsonString(layout));
    return 0;
}
catch (BenchmarkException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
finally
{
    Directory.Delete(work, recursive: true);
}
