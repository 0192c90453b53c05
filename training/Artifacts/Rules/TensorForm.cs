using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Training.Artifacts.Rules;

/// <summary>Types of graph inputs and outputs as the file has them.</summary>
internal static class TensorForm
{
    /// <summary>A tensor's description.</summary>
    public static ValueInfoProto Of(string name, ElementType element, params ReadOnlySpan<long> shape)
    {
        var sizes = new TensorShapeProto();
        foreach (var size in shape)
        {
            sizes.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)element, Shape = sizes } },
        };
    }

    /// <summary>The description of a sequence of float tensors of any shapes.</summary>
    public static ValueInfoProto Sequence(string name)
    {
        var tensor = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)ElementType.Float } };
        var sequence = new TypeProto { SequenceType = new TypeProto.Types.Sequence { ElemType = tensor } };
        return new ValueInfoProto { Name = name, Type = sequence };
    }

    /// <summary>In words: <c>Float [3,4]</c>.</summary>
    public static string Describe(ValueInfoProto? value) => value?.Type switch
    {
        null => "none",
        { TensorType: { } tensor } => $"{(ElementType)tensor.ElemType} [{string.Join(",", tensor.Shape?.Dim.Select(Describe) ?? ["…"])}]",
        { SequenceType.ElemType.TensorType: { } tensor } => $"a sequence of {(ElementType)tensor.ElemType}",
        _ => "of no type",
    };

    /// <summary>Both are of one type.</summary>
    public static bool AreAlike(ValueInfoProto one, ValueInfoProto other) => one.Type?.Equals(other.Type) ?? false;

    private static string Describe(TensorShapeProto.Types.Dimension size) =>
        size.HasDimParam ? size.DimParam : size.DimValue.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
