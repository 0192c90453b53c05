using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Tests.Graphs.Reading;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A node of an old file, which is read as a Resize.</summary>
public sealed class UpsampleCases : OperatorCases
{
    public UpsampleCases()
    {
        FloatCase("nearest", x => Node("nearest", 2, 3).In(x), Any(1, 2, 2, 3));
        FloatCase("linear", x => Node("linear", 2, 2).In(x), Any(2, 1, 3, 2));

        FloatGolden(
            "each pixel twice",
            x => Node("nearest", 1, 2).In(x),
            new Tensor(Shape.Of(1, 1, 1, 4), [1, 1, 2, 2]),
            new Tensor(Shape.Of(1, 1, 1, 2), [1, 2]));
    }

    public override Type Operator => typeof(UpsampleReader);

    private static OnnxFile Node(string mode, float rows, float columns) => new OnnxFile(9).Input("x").Output("y")
        .Floats("scales", [4], 1, 1, rows, columns).Node("Upsample", "y", ["x", "scales"], OnnxFile.Text("mode", mode));
}
