using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Export;
using Google.Protobuf;

namespace Gan.Onnx.Training.Tests.Export;

/// <summary>
/// The tiny models through which <see cref="ExtensionsPngEncoder"/> writes PNG are files of the repository, since the library that holds
/// them knows nothing of graphs. They are made here, where graphs are known.
/// </summary>
public sealed class EncodePngModelTests
{
    [Fact]
    public void File_is_grey_to_rgb_and_EncodeImage() => IsWhatTheLibraryHas(
        "encode-png", "grey", channels: 1, writer => writer.Add("rgb", "Concat", NodeWriter.Axis(2), "grey", "grey", "grey"));

    [Fact]
    public void File_for_colour_is_EncodeImage_alone() => IsWhatTheLibraryHas("encode-png-colour", "rgb", channels: 3, _ => "rgb");

    private static void IsWhatTheLibraryHas(string model, string input, int channels, Func<NodeWriter, string> toRgb)
    {
        var name = $"{model}.onnx";
        var made = Make(model, input, channels, toRgb);
        var path = Path.Combine(AppContext.BaseDirectory, name);
        File.WriteAllBytes(path, made);

        Assert.True(
            EmbeddedResource.Names(typeof(ExtensionsPngEncoder), ".onnx").Contains(model)
            && made.AsSpan().SequenceEqual(EmbeddedResource.Bytes(typeof(ExtensionsPngEncoder), name)),
            $"serving/Generation/Pictures/{name} is not what this test makes of it. If the test is right, copy {path} there.");
    }

    // uint8 [H, W, channels] to png uint8 [n].
    private static byte[] Make(string name, string input, int channels, Func<NodeWriter, string> toRgb)
    {
        var model = new ModelProto
        {
            IrVersion = ModelWriter.IrVersion,
            ProducerName = "Gan.Onnx",
            Graph = new GraphProto { Name = name },
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = ModelWriter.Opset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = NodeWriter.Extensions, Version = 1 });
        model.Graph.Input.Add(Bytes(input, Unknown("H"), Unknown("W"), new TensorShapeProto.Types.Dimension { DimValue = channels }));
        model.Graph.Output.Add(Bytes("png", Unknown("n")));
        var writer = new NodeWriter(model.Graph, prefix: "");
        writer.Encode(toRgb(writer), "png");
        return model.ToByteArray();
    }

    private static TensorShapeProto.Types.Dimension Unknown(string name) => new() { DimParam = name };

    private static ValueInfoProto Bytes(string name, params TensorShapeProto.Types.Dimension[] dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dimensions);
        var type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)ElementType.UInt8, Shape = shape } };
        return new ValueInfoProto { Name = name, Type = type };
    }
}
