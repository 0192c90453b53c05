using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Rules;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Networks.Optimizers;
using Google.Protobuf;
using AttributeType = Gan.Onnx.Graphs.Protobuf.AttributeProto.Types.AttributeType;

namespace Gan.Onnx.Training.Artifacts;

/// <summary>
/// Adam as ONNX Runtime Training takes it: one com.microsoft AdamWOptimizer over sequences of all parameters, gradients and moments.
/// Without weight decay and in mode 0 it is our <see cref="Adam"/>: ε is added to √v̂, after the correction of the bias.
/// <para>
/// The runtime feeds a learning rate of 0.001 until it is told another, whatever the checkpoint says, and in browsers it cannot be told.
/// So the model takes 0.001 for "not told", and the preset's instead; every other learning rate is taken as it comes.
/// </para>
/// </summary>
public static class OptimizerModel
{
    private const string Updated = "updated";
    private const float Untold = 0.001f;

    /// <summary>The model's bytes.</summary>
    public static byte[] Of(Adam adam)
    {
        var graph = new GraphProto { Name = "optimizer" };
        graph.Input.AddRange(OptimizerModelRules.Inputs);
        var rate = (float)adam.LearningRate is var own and not Untold ? Told(graph, own) : OptimizerModelRules.Inputs[0].Name;
        var node = new NodeProto { Name = MicrosoftDomain.Adam, OpType = MicrosoftDomain.Adam, Domain = MicrosoftDomain.Name };
        node.Input.AddRange(OptimizerModelRules.Inputs.Skip(1).Select(input => input.Name).Prepend(rate));
        node.Output.Add(Updated);
        node.Attribute.AddRange([
            Number("alpha", adam.Beta1), Number("beta", adam.Beta2), Number("epsilon", adam.Epsilon), Number("weight_decay", 0),
            Switch("correct_bias", 1), Switch("adam_mode", 0),
        ]);
        graph.Node.Add(node);
        graph.Output.Add(TensorForm.Of(Updated, ElementType.Bool, 1));
        var model = new ModelProto { IrVersion = ModelWriter.IrVersion, ProducerName = "Gan.Onnx", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = ModelWriter.Opset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = MicrosoftDomain.Name, Version = 1 });
        return model.ToByteArray();
    }

    /// <summary>Where the runtime's learning rate is 0.001, the preset's.</summary>
    private static string Told(GraphProto graph, float own)
    {
        var (writer, rate) = (new NodeWriter(graph, "rate/"), OptimizerModelRules.Inputs[0].Name);
        var isUntold = writer.Add("is_untold", "Equal", rate, writer.Float("untold", Untold));
        return writer.Add("told", "Where", isUntold, writer.Float("own", own), rate);
    }

    private static AttributeProto Number(string name, double value) => new() { Name = name, Type = AttributeType.Float, F = (float)value };

    private static AttributeProto Switch(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };
}
