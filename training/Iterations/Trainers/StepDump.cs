using System.Globalization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>
/// Everything that went into and came out of one iteration, as a safetensors file, so that another program can recompute it:
/// <c>before/PATH</c>, <c>STEP/images</c>, <c>STEP/z</c>, <c>STEP/mask/PATH</c>, <c>STEP/loss</c>, <c>STEP/gradient/PATH</c>,
/// <c>after/PATH</c>, with optimizer states as <c>before/PATH.STATE</c>.
/// </summary>
public sealed class StepDump
{
    private readonly List<SafetensorsEntry> _entries = [];

    /// <summary>Records all parameters and optimizer states.</summary>
    /// <param name="trainer">Whose.</param>
    /// <param name="moment"><c>before</c> or <c>after</c> the iteration.</param>
    public void Parameters(Trainer trainer, string moment)
    {
        trainer.Engine.Download();
        foreach (var (name, entry, buffer) in trainer.Engine.Blocks.SelectMany(block => block.Persistent()))
        {
            Add($"{moment}/{name}", entry.Shape, buffer.Span.Slice(entry.Offset, entry.Length));
        }
    }

    /// <summary>Records inputs, outputs and gradients of one step, before the optimizer runs.</summary>
    /// <param name="trainer">Whose.</param>
    /// <param name="graph">The step that just ran.</param>
    /// <param name="trained">The network that it gave gradients for.</param>
    public void StepTensors(Trainer trainer, CompiledGraph graph, ParameterBlock trained)
    {
        trainer.Engine.Download();
        foreach (var (name, type) in graph.Feeds)
        {
            Add($"{graph.Graph.Name}/{name}", type.Shape.Sizes, graph.Input(name));
        }

        foreach (var (name, type) in graph.Borrowed)
        {
            Add($"{graph.Graph.Name}/{name}", type.Shape.Sizes, graph.Source!.Output(name));
        }

        foreach (var (name, type) in graph.Results)
        {
            Add($"{graph.Graph.Name}/{name}", type.Shape.Sizes, graph.Output(name));
        }

        foreach (var entry in trained.Entries)
        {
            var gradient = trained.Gradients.Span.Slice(entry.Offset, entry.Length);
            Add($"{graph.Graph.Name}/{TensorName.Gradient(entry.Name)}", entry.Shape, gradient);
        }
    }

    /// <summary>Writes <c>step-000001.safetensors</c> for iteration 1.</summary>
    public void Write(string folder, long step)
    {
        var metadata = new Dictionary<string, string> { ["step"] = step.ToString(CultureInfo.InvariantCulture) };
        SafetensorsWriter.Write(
            Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"step-{step:D6}.safetensors")), _entries, metadata);
    }

    private void Add(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> elements) =>
        _entries.Add(SafetensorsEntry.Create(name, shape, elements.ToArray()));
}
