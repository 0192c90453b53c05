using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Export;
using Google.Protobuf;

namespace Gan.Onnx.Training.Tests.Export;

/// <summary>
/// The tiny model through which <see cref="ExtensionsPngEncoder"/> writes PNG is a file of the repository, since the library that holds it
/// knows nothing of graphs. It is made here, where graphs are known.
/// </summary>
public sealed class EncodePngModelTests
{
    private const string Name = "encode-png.onnx";

    [Fact]
    public void File_is_grey_to_rgb_and_EncodeImage()
    {
        var made = Make();
        var path = Path.Combine(AppContext.BaseDirectory, Name);
        File.WriteAllBytes(path, made);

        Assert.True(
            made.AsSpan().SequenceEqual(EmbeddedResource.Bytes(typeof(ExtensionsPngEncoder), Name)),
            $"serving/Generation/Pictures/{Name} is not what this test makes of it. If the test is right, copy {path} there.");
    }

    // grey uint8 [H, W, 1] to png uint8 [n].
    private static byte[] Make()
    {
        var model = new ModelProto
        {
            IrVersion = ModelWriter.IrVersion,
            ProducerName = "Gan.Onnx",
            Graph = new GraphProto { Name = "encode-png" },
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = ModelWriter.Opset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = NodeWriter.Extensions, Version = 1 });
        model.Graph.Input.Add(Bytes("grey", Unknown("H"), Unknown("W"), new TensorShapeProto.Types.Dimension { DimValue = 1 }));
        model.Graph.Output.Add(Bytes("png", Unknown("n")));
        var writer = new NodeWriter(model.Graph, prefix: "");
        writer.Encode(writer.Add("rgb", "Concat", NodeWriter.Axis(2), "grey", "grey", "grey"), "png");
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
