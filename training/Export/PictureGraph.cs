using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Iterations.Engine;
using Google.Protobuf;

namespace Gan.Onnx.Training.Export;

/// <summary>
/// A frozen generator that answers with a file: its own graph, and behind it the near-square grid of the images and the EncodeImage of
/// ONNX Runtime Extensions. Inputs are the generator's, of any batch; output <c>png</c> uint8 [n], the bytes of an RGB PNG that shows
/// what <see cref="ImageGrid"/> draws. Whoever runs it registers the operators of Microsoft.ML.OnnxRuntime.Extensions.
/// </summary>
public static class PictureGraph
{
    /// <summary>The only output.</summary>
    public const string Output = "png";

    private const string Prefix = "grid/";

    /// <summary>The file's bytes: equal generators give equal bytes.</summary>
    /// <param name="generator">A model that <see cref="GeneratorExport"/> wrote, of images [N, 1 or 3, height, width] in [0, 1].</param>
    public static byte[] Of(ReadOnlySpan<byte> generator)
    {
        var model = ModelProto.Parser.ParseFrom(generator);
        var images = model.Graph.Output.Single(output => output.Name == EngineGraph.Images);
        var sizes = images.Type.TensorType.Shape.Dim;
        var writer = new NodeWriter(model.Graph, Prefix);
        Append(writer, sizes[1].DimValue, height: sizes[2].DimValue, width: sizes[3].DimValue);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = NodeWriter.Extensions, Version = 1 });
        model.Graph.Output.Clear();
        model.Graph.Output.Add(new ValueInfoProto { Name = Output, Type = FileType() });
        model.Graph.ValueInfo.Add(images);
        return model.ToByteArray();
    }

    private static void Append(NodeWriter graph, long channels, long height, long width)
    {
        var one = graph.Int64("one", 1);
        var (h, w) = (graph.Int64("height", height), graph.Int64("width", width));

        // columns = ⌈√N⌉ and rows = ⌈N / columns⌉, all [1]; the square root of a square is exact.
        var count = graph.Add("count", "Slice", graph.Add("shape", "Shape", EngineGraph.Images), graph.Int64("first", 0), one);
        var root = graph.Add("root", "Sqrt", graph.Add("count-float", "Cast", NodeWriter.To(ElementType.Float), count));
        var columns = graph.Add("columns", "Cast", NodeWriter.To(ElementType.Int64), graph.Add("root-up", "Ceil", root));
        var padded = graph.Add("count-up", "Sub", graph.Add("count-and-columns", "Add", count, columns), one);
        var rows = graph.Add("rows", "Div", padded, columns);

        // Cells without an image stay black: [rows · columns, channels, height, width].
        var missing = graph.Add("missing", "Sub", graph.Add("cells", "Mul", rows, columns), count);
        var (before, after) = (graph.Int64("before", 0, 0, 0, 0), graph.Int64("after", 0, 0, 0));
        var pads = graph.Add("pads", "Concat", NodeWriter.Axis(0), before, missing, after);
        var cells = graph.Add("images", "Pad", EngineGraph.Images, pads, graph.Float("black", 0));

        // [rows, columns, channels, height, width] → [rows, height, columns, width, channels] → [rows · height, columns · width, channels].
        var isGrey = channels == 1;
        var depth = isGrey ? one : graph.Int64("channels", channels);
        string[] axes = isGrey ? [rows, columns, h, w] : [rows, columns, depth, h, w];
        var split = graph.Add("split", "Reshape", cells, graph.Add("split-shape", "Concat", NodeWriter.Axis(0), axes));
        var order = isGrey ? NodeWriter.Permutation(0, 2, 1, 3) : NodeWriter.Permutation(0, 3, 1, 4, 2);
        var lines = graph.Add("lines", "Transpose", order, split);
        var (across, down) = (graph.Add("across", "Mul", columns, w), graph.Add("down", "Mul", rows, h));
        var picture = graph.Add("picture", "Reshape", lines, graph.Add("picture-shape", "Concat", NodeWriter.Axis(0), down, across, depth));

        // As ImageGrid.Quantize: halves to the even neighbour, what is outside cut.
        var white = graph.Float("white", 255);
        var rounded = graph.Add("rounded", "Round", graph.Add("scaled", "Mul", picture, white));
        var clipped = graph.Add("clipped", "Clip", rounded, graph.Float("least", 0), white);
        var bytes = graph.Add("bytes", "Cast", NodeWriter.To(ElementType.UInt8), clipped);
        graph.Encode(isGrey ? graph.Add("rgb", "Concat", NodeWriter.Axis(2), bytes, bytes, bytes) : bytes, Output);
    }

    private static TypeProto FileType()
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "n" });
        return new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)ElementType.UInt8, Shape = shape } };
    }
}
