#!/usr/bin/env dotnet
#:property PublishAot=false
#:property Sources=measure/*.cs
// Measures one model round by round: ONNX Runtime alone, our server and its peer take turns on one core. Started by
// scripts/bench-serving.sh; tables.cs makes Markdown of what this writes.
//   dotnet run scripts/bench-serving/measure.cs MODEL_DIR ROUNDS SECONDS CORE DRIVER_CORE BENCHMARKS REPORT.lua RESULT.json SERVER…
// SERVER is NAME=PROCESS=ADDRESS of one that runs on CORE already.
using System.Globalization;
using System.Text.Json.Nodes;

const int Candidates = 3;
// On one core the just-in-time compilers get to replace their first, slow code only little by little.
const int WarmUpSeconds = 8;
Scenario[] scenarios = [new(Count: 16, Connections: 16), new(Count: 1, Connections: 64)];

if (args is not [var model, var roundsText, var secondsText, var core, var driver, .. var more]
    || more is not [var benchmarks, var report, var resultFile, .. var servers])
{
    Console.Error.WriteLine("usage: measure.cs MODEL_DIR ROUNDS SECONDS CORE DRIVER_CORE BENCHMARKS REPORT.lua RESULT.json SERVER…");
    return 2;
}

var rounds = int.Parse(roundsText, CultureInfo.InvariantCulture);
var seconds = int.Parse(secondsText, CultureInfo.InvariantCulture);
var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(model));
void Say(string text) => Console.Error.WriteLine($"{name}: {text}");

Contestant[] contestants = [.. servers.Select(Contestant.Parse)];
var alone = new RuntimeAlone(benchmarks, model, core);
var wrk = new Wrk(report, core, driver);

foreach (var contestant in contestants)
{
    foreach (var scenario in scenarios)
    {
        var answer = await GridAnswer.Check(contestant.Url(scenario), scenario.Count);
        Say($"{contestant.Name} answers count={scenario.Count} with a PNG of {answer}");
    }
}

foreach (var contestant in contestants)
{
    foreach (var scenario in scenarios)
    {
        wrk.Run(contestant, scenario, WarmUpSeconds);
    }
}

var sweep = alone.Run(Math.Max(0.5, seconds / 8.0))["batches"]!.AsArray();
var fastest = sweep.OrderByDescending(batch => (double)batch!["imagesPerCpuSecond"]!).Take(Candidates);
int[] candidates = [.. fastest.Select(batch => (int)batch!["batch"]!)];
Say($"ONNX Runtime alone is best at batches of {string.Join(", ", candidates)}");

var results = new JsonArray();
for (var round = 1; round <= rounds; round++)
{
    foreach (var scenario in scenarios)
    {
        var best = alone.Run((double)seconds / Candidates, candidates)["best"]!.DeepClone();
        var result = new JsonObject { ["round"] = round };
        scenario.Describe(result);
        result["raw"] = best;
        List<string> texts = [$"alone {(double)best["imagesPerCpuSecond"]!:F0} images/CPU-s at {best["batch"]}"];
        foreach (var contestant in contestants)
        {
            var served = wrk.Run(contestant, scenario, seconds);
            result[contestant.Name] = served.ToJson();
            texts.Add($"{contestant.Name} {served.ImagesPerSecond:F0} images/s ({100 * served.CoreShare:F0} % of its core)");
        }

        results.Add((JsonNode)result);
        Say($"round {round} of {rounds}, count {scenario.Count}: {string.Join(", ", texts)}");
    }
}

var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(model, "manifest.json")))!;
var measured = new JsonObject
{
    ["model"] = name,
    ["preset"] = (string?)manifest["preset"],
    ["rounds"] = rounds,
    ["seconds"] = seconds,
    ["contestants"] = new JsonArray([.. contestants.Select(contestant => (JsonNode)contestant.Name)]),
    ["sweep"] = sweep.DeepClone(),
    ["scenarios"] = new JsonArray([.. scenarios.Select(scenario => scenario.ToJson())]),
    ["results"] = results,
};
File.WriteAllText(resultFile, measured.ToJsonString());
return 0;
