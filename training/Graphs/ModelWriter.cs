using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Protobuf;
using Google.Protobuf;

namespace Gan.Onnx.Graphs;

/// <summary>Turns a <see cref="GraphBuilder"/> into an ONNX model. Only what the outputs need is written.</summary>
public static class ModelWriter
{
    /// <summary>The version of the standard operator set: from 22 on, ONNX Runtime lacks kernels that training needs on a GPU.</summary>
    public const int Opset = 17;

    /// <summary>The version of the file format that belongs to <see cref="Opset"/> 17.</summary>
    public const int IrVersion = 8;

    /// <summary>What files name as the program that wrote them.</summary>
    internal const string Producer = "Gan.Onnx";

    /// <summary>The ONNX file's bytes: equal graphs give equal bytes.</summary>
    /// <exception cref="GraphException">The graph has no output.</exception>
    public static byte[] Write(GraphBuilder graph, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = Producer,
            ProducerVersion = typeof(ModelWriter).Assembly.GetName().Version!.ToString(3),
            Graph = Body(graph),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        model.MetadataProps.AddRange((metadata ?? []).Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return model.ToByteArray();
    }

    /// <summary>The name of the Identity that gives a value another output's name; those that detach are numbered.</summary>
    internal static string CopyName(string output) => $"{output}/Identity";

    private static GraphProto Body(GraphBuilder graph)
    {
        if (graph.Outputs.Count == 0)
        {
            throw new GraphException($"Graph '{graph.Name}' has no output. Declare one with Output.");
        }

        var needed = Reachability.From(graph.Outputs.Select(output => output.Value));
        var names = OutputNames(graph);
        string NameOf(Value value) => names.GetValueOrDefault(value, value.Name);

        var body = new GraphProto { Name = graph.Name };
        body.Input.AddRange(graph.Inputs.Select(input => Info(input.Name, input.Type)));
        body.Initializer.AddRange(graph.Initializers.Where(needed.Contains).Select(Tensor));
        foreach (var node in graph.Nodes.Where(node => needed.Contains(node.Output)))
        {
            var proto = new NodeProto { Name = node.Name, OpType = node.Operator.OpType };
            proto.Input.AddRange(node.Inputs.Select(NameOf));
            proto.Output.Add(NameOf(node.Output));
            proto.Attribute.AddRange(node.Operator.Attributes);
            body.Node.Add(proto);
            if (!names.ContainsKey(node.Output))
            {
                body.ValueInfo.Add(Info(node.Output.Name, node.Output.Type));
            }
        }

        foreach (var (outputName, value) in graph.Outputs)
        {
            if (NameOf(value) != outputName)
            {
                var copy = new NodeProto { Name = CopyName(outputName), OpType = "Identity" };
                copy.Input.Add(NameOf(value));
                copy.Output.Add(outputName);
                body.Node.Add(copy);
            }

            body.Output.Add(Info(outputName, value.Type));
        }

        return body;
    }

    /// <summary>A computed value takes the name of its first output; inputs and initializers keep theirs and are copied.</summary>
    private static Dictionary<Value, string> OutputNames(GraphBuilder graph)
    {
        var names = new Dictionary<Value, string>();
        foreach (var (outputName, value) in graph.Outputs.Where(output => output.Value.Producer is not null))
        {
            names.TryAdd(value, outputName);
        }

        return names;
    }

    private static TensorProto Tensor(Value value)
    {
        var tensor = new TensorProto
        {
            Name = value.Name,
            DataType = (int)value.Type.Element,
            RawData = UnsafeByteOperations.UnsafeWrap(value.Data),
        };
        tensor.Dims.AddRange(value.Shape.Sizes);
        return tensor;
    }

    private static ValueInfoProto Info(string valueName, TensorType type)
    {
        var shape = new TensorShapeProto();
        foreach (var dimension in type.Shape)
        {
            shape.Dim.Add(dimension.IsFixed
                ? new TensorShapeProto.Types.Dimension { DimValue = dimension.Size }
                : new TensorShapeProto.Types.Dimension { DimParam = dimension.Symbol });
        }

        return new ValueInfoProto
        {
            Name = valueName,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type.Element, Shape = shape } },
        };
    }
}
