using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Tests.Graphs.Reading;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A node of a file, which is read as Slices.</summary>
public sealed class SplitCases : OperatorCases
{
    public SplitCases()
    {
        Case("equal parts, multiplied", x => Node(["x"], OnnxFile.Int("axis", 1)).In(x), Any(2, 4));
        Case("parts by sizes", x => Node(["x", "sizes"]).Integers("sizes", 1, 1).In(x), Any(2, 3));

        Golden("halves", x => Node(["x"], OnnxFile.Int("axis", -1)).In(x), Vector(3, 8), Vector(1, 2, 3, 4));
    }

    public override Type Operator => typeof(SplitReader);

    /// <summary>The product of two parts.</summary>
    private static OnnxFile Node(string[] inputs, params AttributeProto[] attributes)
    {
        var file = new OnnxFile().Input("x").Output("y").Node("Split", "a", inputs, attributes).Node("Mul", "y", ["a", "b"]);
        file.Graph.Node[0].Output.Add("b");
        return file;
    }
}
