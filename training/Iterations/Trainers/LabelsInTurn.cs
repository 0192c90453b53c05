using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>Labels 0, 1, 2 … and from 0 again, where samples shall show every class alike.</summary>
internal static class LabelsInTurn
{
    /// <summary>Fills a graph's input of labels; a graph without one is left alone.</summary>
    /// <param name="graph">Its <see cref="EngineGraph.Labels"/> is [N, classes].</param>
    /// <param name="classes">How many there are.</param>
    public static void Fill(CompiledGraph graph, int classes)
    {
        if (!graph.Takes(EngineGraph.Labels))
        {
            return;
        }

        var rows = graph.Input(EngineGraph.Labels);
        rows.Clear();
        for (var item = 0; item < rows.Length / classes; item++)
        {
            rows[(item * classes) + (item % classes)] = 1;
        }
    }
}
