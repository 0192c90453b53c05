using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Iterations.Engine;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Tests.Artifacts.Sessions;

/// <summary>A model of float tensors, run by today's ONNX Runtime.</summary>
internal sealed class ReferenceModel : IDisposable
{
    private readonly InferenceSession _session;

    public ReferenceModel(ModelProto model)
    {
        using var options = OrtRuntime.SessionOptions(new CpuDevice());
        _session = new InferenceSession(model.ToByteArray(), options);
    }

    /// <summary>Runs the model once.</summary>
    /// <param name="tensors">All of its inputs and no others, in any order.</param>
    public IReadOnlyList<StateTensor> Run(IReadOnlyList<StateTensor> tensors)
    {
        using var options = new RunOptions();
        var inputs = tensors.ToDictionary(
            tensor => tensor.Name, tensor => OrtValue.CreateTensorValueFromMemory(tensor.Elements, [.. tensor.Shape]));
        try
        {
            Assert.Equal(_session.InputMetadata.Keys.Order(), inputs.Keys.Order());
            string[] names = [.. _session.OutputMetadata.Keys];
            using var outputs = _session.Run(options, inputs, names);
            return [.. names.Zip(outputs, (name, output) => new StateTensor(
                name, output.GetTensorTypeAndShape().Shape, output.GetTensorDataAsSpan<float>().ToArray()))];
        }
        finally
        {
            foreach (var input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }

    public void Dispose() => _session.Dispose();
}
