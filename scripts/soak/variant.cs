#!/usr/bin/env dotnet
#:project ../../training/Graphs/Gan.Onnx.Graphs.csproj
#:property PublishAot=false
// Copies a model folder with slightly other weights: another version of the same generator, with the SHA-256 that belongs to it.
//   dotnet run scripts/soak/variant.cs MODEL_DIR TARGET_DIR
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Graphs.Protobuf;
using Google.Protobuf;

const double Factor = 1.1;

if (args is not [var source, var target])
{
    Console.Error.WriteLine("usage: variant.cs MODEL_DIR TARGET_DIR");
    return 2;
}

var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(source, "generator.onnx")));
var largest = model.Graph.Initializer.MaxBy(tensor => tensor.RawData.Length);
if (largest is null || largest.RawData.IsEmpty)
{
    Console.Error.WriteLine($"{source}: expected weights as raw data in generator.onnx, found none");
    return 1;
}

var bytes = largest.RawData.ToByteArray();
foreach (ref var weight in MemoryMarshal.Cast<byte, float>(bytes.AsSpan()))
{
    weight = (float)(weight * Factor);
}

largest.RawData = ByteString.CopyFrom(bytes);
var file = model.ToByteArray();

var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(source, "manifest.json")))!;
manifest["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file));
Directory.CreateDirectory(target);
File.WriteAllBytes(Path.Combine(target, "generator.onnx"), file);
File.WriteAllText(Path.Combine(target, "manifest.json"), manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
return 0;
