using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Artifacts.Sessions;

namespace Gan.Onnx.Training.Tests.Artifacts.Sessions;

/// <summary>
/// ONNX Runtime Training's own C++, compiled to WebAssembly, in a process of Node.js (<c>scripts/ort-training/remote-session.mjs</c>). Its
/// JavaScript has no way to set a learning rate or to save a checkpoint.
/// </summary>
internal sealed class NodeTrainingSession : ITrainingSession
{
    private readonly Process _node;

    private NodeTrainingSession(string folder)
    {
        var script = Path.Combine(Repository.Root, "scripts", "ort-training", "remote-session.mjs");
        _node = Process.Start(new ProcessStartInfo("node", [script, Path.GetFullPath(folder)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Loads the files of a folder.</summary>
    public static NodeTrainingSession Open(string folder) => new(folder);

    public void LazyResetGradients() => Call("reset");

    public IReadOnlyList<StateTensor> TrainStep(IReadOnlyList<StateTensor> inputs) =>
        [.. Call("step", ("inputs", new JsonArray([.. inputs.Select(Pack)])))!.AsArray().Select(output => Unpack(output!))];

    public void OptimizerStep() => Call("optimizer");

    /// <summary>Nothing: artifacts take the rate that the runtime begins with for the preset's.</summary>
    public void SetLearningRate(float rate)
    {
    }

    public void GetParameter(string name, Span<float> elements) => Unpack(Call("get", ("name", name))!).Elements.CopyTo(elements);

    public void UpdateParameter(string name, long[] shape, ReadOnlySpan<float> elements) =>
        Call("update", ("tensor", Pack(new StateTensor(name, shape, elements.ToArray()))));

    public void SaveCheckpoint(string path) => throw new NotSupportedException("The runtime for browsers saves no checkpoints.");

    public void Dispose()
    {
        _node.StandardInput.Close();
        _node.WaitForExit();
        _node.Dispose();
    }

    private static JsonNode Pack(StateTensor tensor) => new JsonObject
    {
        ["name"] = tensor.Name,
        ["shape"] = new JsonArray([.. tensor.Shape.Select(size => JsonValue.Create(size))]),
        ["data"] = Convert.ToBase64String(MemoryMarshal.AsBytes<float>(tensor.Elements)),
    };

    private static StateTensor Unpack(JsonNode tensor) => new(
        (string)tensor["name"]!,
        [.. tensor["shape"]!.AsArray().Select(size => (long)size!)],
        MemoryMarshal.Cast<byte, float>(Convert.FromBase64String((string)tensor["data"]!)).ToArray());

    private JsonNode? Call(string call, params (string Name, JsonNode? Value)[] given)
    {
        var request = new JsonObject { ["call"] = call };
        foreach (var (name, value) in given)
        {
            request[name] = value;
        }

        _node.StandardInput.WriteLine(request.ToJsonString());
        _node.StandardInput.Flush();
        var line = _node.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"Node.js ended during '{call}'.");
        var reply = JsonNode.Parse(line) ?? throw new JsonException(line);
        return reply["error"] is { } error
            ? throw new InvalidOperationException($"The runtime refused '{call}': {error}")
            : reply["answer"];
    }
}
