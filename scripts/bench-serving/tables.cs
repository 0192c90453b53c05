#!/usr/bin/env dotnet
#:property PublishAot=false
#:property Sources=tables/*.cs;../markdown/*.cs
// Markdown tables of what measure.cs wrote.
//   dotnet run scripts/bench-serving/tables.cs [--json TARGET.json] RESULT.json…
// With --json all results go into one file, too.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

var (target, files) = args is ["--json", var file, .. var rest] ? (file, rest) : (null, args);
if (files.Length == 0)
{
    Console.Error.WriteLine("usage: tables.cs [--json TARGET.json] RESULT.json…");
    return 2;
}

JsonNode[] results = [.. files.Select(result => JsonNode.Parse(File.ReadAllText(result))!)];
if (target is not null)
{
    var layout = new JsonSerializerOptions { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    File.WriteAllText(target, new JsonArray([.. results.Select(result => result.DeepClone())]).ToJsonString(layout) + "\n");
}

Block[] blocks = [.. results.SelectMany(Block.AllOf)];
string[] names = [.. results[0]["contestants"]!.AsArray().Select(name => (string)name!)];

Console.WriteLine($"{results[0]["rounds"]} round(s) of {results[0]["seconds"]} s each, taking turns on one core; medians (ranges)\n");
Console.WriteLine($"### What of ONNX Runtime's speed reaches clients\n\n{ServingTables.Efficiency(blocks)}");
if (names.Contains(Block.Peer))
{
    Console.WriteLine($"\n### Beside Node.js (fastify, onnxruntime-node)\n\n{ServingTables.BesidePeer(blocks)}");
}

Console.WriteLine($"\n### ONNX Runtime alone, by batch, images/CPU-s\n\n{ServingTables.Alone(results)}");
var idle = blocks.SelectMany(block => names.Select(block.Idleness)).OfType<string>().ToArray();
if (idle.Length > 0)
{
    Console.WriteLine($"\n{string.Join('\n', idle.Select(line => $"- {line}"))}");
}

return 0;
