using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>What the inputs of a network's ONNX file are.</summary>
/// <param name="Items">The name of the input that takes latents or data.</param>
/// <param name="Type">Its type, Float [N, …]; all axes but the first are fixed.</param>
/// <param name="Labels">The name of the input that takes labels; null where there is none.</param>
/// <param name="LabelType">Its type: integers [N] or [N, 1], or Float [N, classes], 1 at the label and 0 elsewhere; null for none.</param>
internal sealed record OnnxNetworkInputs(string Items, TensorType Type, string? Labels, TensorType? LabelType)
{
    private static readonly string[] Words = ["label", "class", "cond", "onehot", "one_hot", "digit", "target"];

    /// <summary>Finds out which input is which.</summary>
    /// <param name="model">The file.</param>
    /// <param name="labels">The input that the preset says takes labels; null where it says nothing.</param>
    /// <exception cref="GraphException">There are too many inputs, they are of other types, or they cannot be told apart.</exception>
    public static OnnxNetworkInputs Of(OnnxModel model, string? labels)
    {
        if (model.InputNames.Count is 0 or > 2 || model.Outputs.Count != 1)
        {
            var (takes, gives) = (string.Join(", ", model.InputNames), string.Join(", ", model.Outputs));
            throw new GraphException($"'{model.Name}' has the inputs {takes} and the outputs {gives}; "
                + "a network here takes items, and perhaps labels, and has one output.");
        }

        if (labels is not null && (!model.InputNames.Contains(labels) || model.InputNames.Count < 2))
        {
            throw new GraphException($"'{model.Name}' has the inputs {string.Join(", ", model.InputNames)}; "
                + $"labels names '{labels}', which must be one of two.");
        }

        labels ??= model.InputNames.Count == 2 ? LabelsOf(model) : null;
        var items = model.InputNames.First(name => name != labels);
        return new OnnxNetworkInputs(items, ItemType(model, items), labels, labels is null ? null : LabelTypeOf(model, labels));
    }

    private static string LabelsOf(OnnxModel model)
    {
        string[] integers = [.. model.InputNames.Where(name => model.InputType(name, widens: true).Element == ElementType.Int64)];
        string[] named = [.. model.InputNames.Where(name => name is "y" or "c" || Array.Exists(Words, word => Says(name, word)))];
        return integers.Length == 1 ? integers[0]
            : named.Length == 1 ? named[0]
            : throw new GraphException($"'{model.Name}' has the inputs {string.Join(", ", model.InputNames)}, "
                + "and neither types nor names say which of them takes labels. Name it in the field labels.");
    }

    private static bool Says(string name, string word) => name.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static TensorType ItemType(OnnxModel model, string name)
    {
        var type = model.InputType(name);
        return type.Element == ElementType.Float && type.Shape.Rank >= 2 && type.Shape.Skip(1).All(d => d.IsFixed)
            ? type
            : throw new GraphException($"'{model.Name}' takes {type}; "
                + "a network here takes Float [N, …] with all axes fixed but the first.");
    }

    private static TensorType LabelTypeOf(OnnxModel model, string name)
    {
        var type = model.InputType(name, widens: true);
        var list = type.Shape.Rank == 1 || (type.Shape.Rank == 2 && type.Shape[1] == 1L);
        var rows = type.Element == ElementType.Float && type.Shape.Rank == 2 && type.Shape[1].IsFixed;
        return (type.Element == ElementType.Int64 && list) || rows
            ? type
            : throw new GraphException($"'{model.Name}' takes labels '{name}' as {type}; "
                + "integers [N] or [N,1] are read, or Float [N, classes] with 1 at the label and 0 elsewhere.");
    }
}
