using System.Runtime.InteropServices;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;
using Google.Protobuf;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>An ONNX file as other programs write them, node by node.</summary>
internal sealed class OnnxFile
{
    private readonly ModelProto _model = new() { IrVersion = 8, Graph = new GraphProto { Name = "file" } };

    public OnnxFile(int opset = 17) => _model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });

    public GraphProto Graph => _model.Graph;

    public OnnxFile Input(string name, params object[] sizes)
    {
        Graph.Input.Add(Info(name, sizes));
        return this;
    }

    public OnnxFile Output(string name)
    {
        Graph.Output.Add(Info(name, []));
        return this;
    }

    public OnnxFile Floats(string name, long[] sizes, params float[] numbers) =>
        Stored(name, ElementType.Float, sizes, MemoryMarshal.AsBytes<float>(numbers).ToArray());

    public OnnxFile Integers(string name, params long[] numbers) =>
        Stored(name, ElementType.Int64, [numbers.Length], MemoryMarshal.AsBytes<long>(numbers).ToArray());

    /// <summary>A node whose output and name are the same.</summary>
    public OnnxFile Node(string op, string output, string[] inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = op, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        Graph.Node.Add(node);
        return this;
    }

    public static AttributeProto Int(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Number(string name, float value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    /// <summary>The element type of the input declared last, by ONNX's number.</summary>
    public OnnxFile As(int element)
    {
        Graph.Input[^1].Type.TensorType.ElemType = element;
        return this;
    }

    /// <summary>The file's first output as part of a graph, from values for its inputs.</summary>
    public Value In(IReadOnlyList<Value> inputs)
    {
        var model = Parse();
        var given = model.InputNames.Zip(inputs).ToDictionary(pair => pair.First, pair => (Operand)pair.Second);
        return ModelReader.Add(inputs[0].Graph, model, given, keepsNames: false)[model.Outputs[0]];
    }

    public byte[] ToBytes() => _model.ToByteArray();

    public OnnxModel Parse() => OnnxModel.Parse(ToBytes(), "f.onnx");

    public GraphBuilder Read() => ModelReader.Read(Parse());

    private OnnxFile Stored(string name, ElementType element, long[] sizes, byte[] data)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)element, RawData = ByteString.CopyFrom(data) };
        tensor.Dims.AddRange(sizes);
        Graph.Initializer.Add(tensor);
        return this;
    }

    private static ValueInfoProto Info(string name, object[] sizes)
    {
        var shape = new TensorShapeProto();
        foreach (var size in sizes)
        {
            shape.Dim.Add(size is string symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(size, null) });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)ElementType.Float, Shape = shape } },
        };
    }
}
