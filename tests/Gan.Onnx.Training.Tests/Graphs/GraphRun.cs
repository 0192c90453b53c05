using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Training.Tests.Graphs;

/// <summary>A graph in ONNX Runtime with the options of training, fed and read as doubles whatever its element types.</summary>
public sealed class GraphRun : IDisposable
{
    private readonly GraphBuilder _graph;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();

    /// <summary>Loads the graph.</summary>
    public GraphRun(GraphBuilder graph)
    {
        _graph = graph;
        using var options = OrtRuntime.SessionOptions(new CpuDevice());
        _session = new InferenceSession(ModelWriter.Write(graph), options);
    }

    /// <summary>Loads and runs a graph once.</summary>
    public static IReadOnlyList<Tensor> Once(GraphBuilder graph, params IReadOnlyList<double[]> inputs)
    {
        using var run = new GraphRun(graph);
        return run.Execute(inputs);
    }

    /// <summary>Runs the graph.</summary>
    /// <param name="inputs">Elements for each of the graph's inputs, in order.</param>
    /// <returns>The outputs, in order, under the shapes that ONNX Runtime gave them.</returns>
    public IReadOnlyList<Tensor> Execute(params IReadOnlyList<double[]> inputs)
    {
        Assert.Equal(_graph.Inputs.Count, inputs.Count);
        var values = _graph.Inputs.Zip(inputs, ToOrt).ToArray();
        string[] inputNames = [.. _graph.Inputs.Select(input => input.Name)];
        string[] outputNames = [.. _graph.Outputs.Select(output => output.Name)];
        using var results = _session.Run(_runOptions, inputNames, values, outputNames);
        Array.ForEach(values, value => value.Dispose());
        return [.. results.Select(FromOrt)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    private static OrtValue ToOrt(Value input, double[] elements)
    {
        // A symbolic axis is as long as the elements given for it.
        var item = input.Shape.Where(d => d.IsFixed).Aggregate(1L, (product, d) => product * d.Size);
        long[] sizes = [.. input.Shape.Select(d => d.IsFixed ? d.Size : elements.Length / item)];
        return input.Type.Element switch
        {
            ElementType.Float => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(elements, x => (float)x), sizes),
            ElementType.Double => OrtValue.CreateTensorValueFromMemory(elements.ToArray(), sizes),
            ElementType.Int64 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(elements, x => (long)x), sizes),
            ElementType.UInt8 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(elements, x => (byte)x), sizes),
            _ => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(elements, x => x != 0), sizes),
        };
    }

    private static Tensor FromOrt(OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        var shape = Shape.Of(info.Shape);
        return info.ElementDataType switch
        {
            TensorElementType.Float => new Tensor(shape, Array.ConvertAll(value.GetTensorDataAsSpan<float>().ToArray(), x => (double)x)),
            TensorElementType.Double => new Tensor(shape, value.GetTensorDataAsSpan<double>().ToArray()),
            TensorElementType.Int64 => new Tensor(shape, Array.ConvertAll(value.GetTensorDataAsSpan<long>().ToArray(), x => (double)x)),
            TensorElementType.UInt8 => new Tensor(shape, Array.ConvertAll(value.GetTensorDataAsSpan<byte>().ToArray(), x => (double)x)),
            _ => new Tensor(shape, Array.ConvertAll(value.GetTensorDataAsSpan<bool>().ToArray(), x => x ? 1.0 : 0.0)),
        };
    }
}
