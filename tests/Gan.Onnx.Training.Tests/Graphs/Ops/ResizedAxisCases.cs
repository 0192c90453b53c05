using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Tests.Graphs.Reading;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>Nodes of files in modes that the operator here does not have, which are read as MatMuls.</summary>
public sealed class ResizedAxisCases : OperatorCases
{
    public ResizedAxisCases()
    {
        Case("linear, corners aligned", x => Node("linear", "align_corners", 5, 3).In(x), Any(2, 1, 3, 2));
        Case("cubic", x => Node("cubic", "half_pixel", 4, 6).In(x), Any(1, 2, 2, 3));
        Case(
            "cubic, nothing from outside",
            x => Node("cubic", "half_pixel", 5, 2, OnnxFile.Int("exclude_outside", 1)).In(x),
            Any(1, 1, 3, 4));
        Case("nearest, rounded up", x => Node("nearest", "asymmetric", 3, 2, OnnxFile.Text("nearest_mode", "ceil")).In(x), Any(1, 1, 2, 3));

        Golden(
            "between the corners",
            x => Node("linear", "align_corners", 1, 5).In(x),
            new Tensor(Shape.Of(1, 1, 1, 5), [1, 2, 3, 5, 7]),
            new Tensor(Shape.Of(1, 1, 1, 3), [1, 3, 7]));

        // Keys's weights half way, with a = −0.75: −0.09375 and 0.59375; pixels outside are those at the border.
        Golden(
            "half way between two pixels",
            x => Node("cubic", "align_corners", 1, 3).In(x),
            new Tensor(Shape.Of(1, 1, 1, 3), [0, 0.5, 1]),
            new Tensor(Shape.Of(1, 1, 1, 2), [0, 1]));
    }

    public override Type Operator => typeof(ResizedAxis);

    private static OnnxFile Node(string mode, string places, long rows, long columns, params AttributeProto[] more)
    {
        var file = new OnnxFile().Input("x").Output("y").Integers("sizes", 0, 0, rows, columns);
        return file.Integers("first", 0, 1).Integers("last", 2, 3)
            .Node("Shape", "shape", ["x"])
            .Node("Gather", "front", ["shape", "first"], OnnxFile.Int("axis", 0))
            .Node("Gather", "back", ["sizes", "last"], OnnxFile.Int("axis", 0))
            .Node("Concat", "to", ["front", "back"], OnnxFile.Int("axis", 0))
            .Node(
                "Resize",
                "y",
                ["x", "", "", "to"],
                [OnnxFile.Text("mode", mode), OnnxFile.Text("coordinate_transformation_mode", places), .. more]);
    }
}
