using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;

namespace Gan.Onnx.Training.Artifacts;

/// <summary>Brings a model's inputs into ONNX Runtime Training's order: the user's own, then what the checkpoint holds.</summary>
internal static class StateInputs
{
    /// <summary>Reorders the model, which is given back.</summary>
    /// <param name="model">A model that has all of the state's tensors among its inputs.</param>
    /// <param name="state">The checkpoint's content.</param>
    public static ModelProto Behind(ModelProto model, TrainingState state)
    {
        var inputs = model.Graph.Input.ToDictionary(input => input.Name);
        ValueInfoProto[] kept = [.. state.All.Select(tensor => inputs[tensor.Name])];
        ValueInfoProto[] own = [.. model.Graph.Input.Except(kept)];
        model.Graph.Input.Clear();
        model.Graph.Input.AddRange(own);
        model.Graph.Input.AddRange(kept);
        return model;
    }
}
