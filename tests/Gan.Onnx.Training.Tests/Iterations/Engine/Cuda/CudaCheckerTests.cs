using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Google.Protobuf;
using static Gan.Onnx.Graphs.Protobuf.AttributeProto.Types;

namespace Gan.Onnx.Training.Tests.Iterations.Engine.Cuda;

/// <summary>The coverage test's checker finds what it is there to find, in ONNX files written by hand.</summary>
public class CudaCheckerTests
{
    [Fact]
    public void Ordinary_node_is_accepted() => Assert.Empty(Problems(Node("Relu", ["x"])));

    [Fact]
    public void Batch_normalization_in_training_mode_is_found()
    {
        var node = Node("BatchNormalization", ["x", "x", "x", "x", "x"], Integer("training_mode", 1));

        Assert.Equal(["node 'it' (BatchNormalization): training_mode 1 is refused by the CUDA kernel from opset 14 on"], Problems(node));
        Assert.Empty(Problems(Node("BatchNormalization", ["x", "x", "x", "x", "x"])));
    }

    [Fact]
    public void Dropout_of_opset_22_is_found()
    {
        Assert.Equal(
            ["node 'it' (Dropout): opset 22 means version 22, for which there is no CUDA kernel"],
            Problems(Node("Dropout", ["x"]), opset: 22));
        Assert.Empty(Problems(Node("Dropout", ["x"])));
    }

    [Theory]
    [InlineData("AveragePool", 22)]
    [InlineData("ReduceMean", 18)]
    public void Newer_schema_with_a_kernel_of_its_own_is_accepted(string op, int opset) => Assert.Empty(Problems(Node(op, ["x"]), opset));

    [Fact]
    public void Older_opset_than_the_schemas_is_refused() =>
        Assert.Equal(["the model imports opset 16; the table of schemas begins with 17"], Problems(Node("Relu", ["x"]), opset: 16));

    [Fact]
    public void Operator_without_a_cuda_kernel_is_found() =>
        Assert.Equal(
            ["node 'it' (SoftmaxCrossEntropyLoss): there is no CUDA kernel of any version"],
            Problems(Node("SoftmaxCrossEntropyLoss", ["x", "labels"])));

    [Fact]
    public void Operator_of_another_domain_is_found()
    {
        var node = Node("Relu", ["x"]);
        node.Domain = "com.example";

        Assert.Equal(["node 'it' (Relu): domain 'com.example' is not ONNX's own"], Problems(node));
    }

    [Fact]
    public void Element_type_without_a_kernel_is_found() => Assert.Equal(
        ["node 'it' (Relu): 'labels' is int64, for which the CUDA kernel 14+ is not made"], Problems(Node("Relu", ["labels"])));

    [Fact]
    public void Tensor_without_a_declared_type_is_found() =>
        Assert.Equal(["node 'it' (Relu): the element type of 'unknown' is nowhere declared"], Problems(Node("Relu", ["unknown"])));

    [Fact]
    public void Input_that_the_operator_lacks_is_found() =>
        Assert.Equal(
            ["node 'it' (Relu): 'labels' is an input or output more than version 14 has"], Problems(Node("Relu", ["x", "labels"])));

    [Theory]
    [InlineData("Reshape")]
    [InlineData("Expand")]
    [InlineData("Pad")]
    [InlineData("Slice")]
    [InlineData("Split")]
    [InlineData("ReduceSum")]
    public void Computed_input_that_is_read_on_the_host_is_found(string op)
    {
        Assert.Contains(
            $"node 'it' ({op}): input 1 ('labels') is read on the host and is no initializer", Problems(Node(op, ["x", "labels"])));
        Assert.Empty(Problems(Node(op, ["x", "constant"])));
    }

    [Fact]
    public void Control_flow_is_found() =>
        Assert.Contains("node 'it' (If): control flow cannot be captured in a CUDA graph", Problems(Node("If", ["x"])));

    [Fact]
    public void Asymmetric_padding_of_a_transposed_convolution_is_found()
    {
        Assert.Equal(
            ["node 'it' (ConvTranspose): pads [1, 1, 2, 2] are not symmetric and run on the CPU"],
            Problems(Node("ConvTranspose", ["x", "x"], Integers("pads", 1, 1, 2, 2))));
        Assert.Empty(Problems(Node("ConvTranspose", ["x", "x"], Integers("pads", 1, 2, 1, 2))));
    }

    [Fact]
    public void Automatic_padding_of_a_transposed_convolution_is_found()
    {
        var padding = new AttributeProto { Name = "auto_pad", Type = AttributeType.String, S = ByteString.CopyFromUtf8("SAME_UPPER") };

        Assert.Equal(
            ["node 'it' (ConvTranspose): auto_pad SAME_UPPER runs on the CPU; give pads"],
            Problems(Node("ConvTranspose", ["x", "x"], padding)));
    }

    private static IReadOnlyList<string> Problems(NodeProto node, int opset = 17)
    {
        var model = new ModelProto { IrVersion = 8, Graph = new GraphProto { Name = "by_hand" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
        model.Graph.Input.AddRange([Info("x", ElementType.Float), Info("labels", ElementType.Int64)]);
        model.Graph.Initializer.Add(new TensorProto { Name = "constant", DataType = (int)ElementType.Int64 });
        model.Graph.Node.Add(node);
        model.Graph.Output.Add(Info("y", ElementType.Float));
        return CudaCoverage.Problems(model.ToByteArray());
    }

    private static NodeProto Node(string op, string[] inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { Name = "it", OpType = op };
        node.Input.AddRange(inputs);
        node.Output.Add("y");
        node.Attribute.AddRange(attributes);
        return node;
    }

    private static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    private static AttributeProto Integers(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    private static ValueInfoProto Info(string name, ElementType type) => new()
    {
        Name = name,
        Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type } },
    };
}
