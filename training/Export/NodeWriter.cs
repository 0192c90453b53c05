using System.Runtime.InteropServices;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Google.Protobuf;
using AttributeType = Gan.Onnx.Graphs.Protobuf.AttributeProto.Types.AttributeType;

namespace Gan.Onnx.Training.Export;

/// <summary>
/// Adds nodes to the file format itself, for what stands behind a finished graph: shapes that are computed, bytes, and operators of
/// other domains, none of which a training graph has.
/// </summary>
/// <param name="graph">The graph that grows.</param>
/// <param name="prefix">Of all new names, which the graph does not have yet.</param>
internal sealed class NodeWriter(GraphProto graph, string prefix)
{
    /// <summary>The domain of ONNX Runtime Extensions.</summary>
    public const string Extensions = "com.microsoft.extensions";

    /// <summary>The <c>to</c> of Cast.</summary>
    public static AttributeProto To(ElementType element) => new() { Name = "to", Type = AttributeType.Int, I = (long)element };

    /// <summary>The <c>axis</c> of Concat.</summary>
    public static AttributeProto Axis(long axis) => new() { Name = "axis", Type = AttributeType.Int, I = axis };

    /// <summary>The <c>perm</c> of Transpose.</summary>
    public static AttributeProto Permutation(params ReadOnlySpan<long> axes)
    {
        var attribute = new AttributeProto { Name = "perm", Type = AttributeType.Ints };
        attribute.Ints.AddRange(axes.ToArray());
        return attribute;
    }

    /// <summary>A node of one output without attributes, whose name is given back.</summary>
    public string Add(string name, string operatorType, params ReadOnlySpan<string> inputs) => Add(name, operatorType, null, inputs);

    /// <summary>A node of one output, whose name is given back.</summary>
    public string Add(string name, string operatorType, AttributeProto? attribute, params ReadOnlySpan<string> inputs)
    {
        var node = Node(prefix + name, operatorType, prefix + name, inputs);
        if (attribute is not null)
        {
            node.Attribute.Add(attribute);
        }

        return prefix + name;
    }

    /// <summary>EncodeImage of ONNX Runtime Extensions, version 1: uint8 [height, width, 3] to the bytes of a PNG.</summary>
    /// <param name="rgb">The picture.</param>
    /// <param name="output">The name of the bytes, uint8 [n].</param>
    public void Encode(string rgb, string output)
    {
        var node = Node(prefix + "encoded", "EncodeImage", output, [rgb]);
        node.Domain = Extensions;
        node.Attribute.Add(new AttributeProto { Name = "format", Type = AttributeType.String, S = ByteString.CopyFromUtf8("png") });
        node.Attribute.Add(new AttributeProto { Name = "color_space", Type = AttributeType.String, S = ByteString.CopyFromUtf8("rgb") });
    }

    /// <summary>A constant vector.</summary>
    public string Int64(string name, params ReadOnlySpan<long> values) =>
        Constant(name, ElementType.Int64, MemoryMarshal.AsBytes(values), values.Length);

    /// <summary>A constant number of no dimension.</summary>
    public string Float(string name, float value) =>
        Constant(name, ElementType.Float, MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in value)));

    private string Constant(string name, ElementType element, ReadOnlySpan<byte> data, params ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = prefix + name, DataType = (int)element, RawData = ByteString.CopyFrom(data) };
        tensor.Dims.AddRange(shape.ToArray());
        graph.Initializer.Add(tensor);
        return prefix + name;
    }

    private NodeProto Node(string name, string operatorType, string output, ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { Name = name, OpType = operatorType };
        node.Input.AddRange(inputs.ToArray());
        node.Output.Add(output);
        graph.Node.Add(node);
        return node;
    }
}
