using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Google.Protobuf;

namespace Gan.Onnx.Training.Tests.Artifacts.Rules;

/// <summary>Artifacts of one network that can be spoiled.</summary>
internal sealed class Breakage
{
    public Breakage(ArtifactSet set)
    {
        Training = ModelProto.Parser.ParseFrom(set.TrainingModel);
        Evaluation = ModelProto.Parser.ParseFrom(set.EvaluationModel);
        Optimizer = ModelProto.Parser.ParseFrom(set.OptimizerModel);
        State = new CheckpointReader("checkpoint").Read(set.Checkpoint);
    }

    public ModelProto Training { get; }

    public ModelProto Evaluation { get; }

    public ModelProto Optimizer { get; }

    public TrainingState State { get; set; }

    /// <summary>The checkpoint's bytes, if they are not those of <see cref="State"/>.</summary>
    public byte[]? Checkpoint { get; set; }

    public string FirstParameter => State.Trainable[0].Name;

    public NodeProto Adam => Optimizer.Graph.Node.Single(node => node.OpType == "AdamWOptimizer");

    public ArtifactSet Set() => new(
        Training.ToByteArray(), Evaluation.ToByteArray(), Optimizer.ToByteArray(), Checkpoint ?? CheckpointWriter.Write(State));

    public static ValueInfoProto Input(ModelProto model, string name) => model.Graph.Input.Single(input => input.Name == name);

    public static ValueInfoProto Output(ModelProto model, string name) => model.Graph.Output.Single(output => output.Name == name);

    /// <summary>Gives an input another place.</summary>
    public static void Move(ModelProto model, string name, int to)
    {
        var input = Input(model, name);
        model.Graph.Input.Remove(input);
        model.Graph.Input.Insert(to, input);
    }

    /// <summary>Gives a value another name wherever it occurs.</summary>
    public static void Rename(ModelProto model, string from, string to)
    {
        foreach (var value in model.Graph.Input.Concat(model.Graph.Output).Where(value => value.Name == from))
        {
            value.Name = to;
        }

        foreach (var names in model.Graph.Node.SelectMany(node => new[] { node.Input, node.Output }))
        {
            for (var i = 0; i < names.Count; i++)
            {
                names[i] = names[i] == from ? to : names[i];
            }
        }
    }
}
