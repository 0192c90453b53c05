using System.Text.Json.Serialization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Reading;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// A network, or a part of one, from an ONNX file: from flat items [N, F], and perhaps labels, to flat items. Its floating-point
/// initializers are the layer's parameters, under their own names and with the file's values at first; statistics of batch normalisation,
/// scalars, and what operators need to know when the graph is built stay constants.
/// </summary>
/// <param name="File">The file's path, absolute once a preset has been loaded.</param>
/// <param name="Sha256">The file's SHA-256, 64 lower-case hexadecimal digits; absent until a preset has been loaded.</param>
/// <param name="TrainBatchNormalization">
/// Whether batch normalisation takes the batch's statistics while training, and those of the population when frozen, as BatchNorm2d here
/// does. Off: the file's statistics, always.
/// </param>
/// <param name="DropSigmoid">Whether a Sigmoid at the end is left out, since losses here take logits.</param>
/// <param name="Frozen">Initializers that are not trained; absent for none.</param>
/// <param name="Labels">
/// The file's input that takes labels; absent where there is none, or where its type (integers) or its name (labels, class, cond …) says
/// so.
/// </param>
/// <param name="Classes">How many classes the labels come from; absent where there are no labels, or the file says so.</param>
public sealed record OnnxNetwork(
    string File,
    string? Sha256 = null,
    bool TrainBatchNormalization = false,
    bool DropSigmoid = false,
    IReadOnlyList<string>? Frozen = null,
    string? Labels = null,
    [Within(2, 1 << 16)] int? Classes = null) : Layer
{
    private OnnxNetworkFile? _content;

    /// <inheritdoc/>
    public override bool MixesBatch => Content.Mixing is not null || (TrainBatchNormalization && Content.Normalizations.Count > 0);

    /// <summary>Where an item's output comes to depend on the others of its batch, but for batch normalisation; null for nowhere.</summary>
    [JsonIgnore]
    public string? Mixing => Content.Mixing;

    /// <inheritdoc/>
    public override int? LabelClasses => Content.Inputs.Labels is null ? null : Classes ?? Content.Classes;

    private OnnxNetworkFile Content => _content ??= OnnxNetworkFile.Load(File, Sha256, Frozen ?? [], Labels);

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> DeclareParameters() => Content.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyList<StatisticSpec> DeclareStatistics() => TrainBatchNormalization
        ? [.. Content.Normalizations.Values.SelectMany(file => file.Declare())]
        : [];

    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x)
    {
        var (model, inputs) = (Content.Model, Content.Inputs);
        var item = new Shape(inputs.Type.Shape.Skip(1));
        if (x.Shape.Rank != 2 || x.Shape[1] != item.ElementCount)
        {
            throw new GraphException(
                $"OnnxNetwork '{context.Path}': '{File}' takes {inputs.Type.Shape}, which is {item.ElementCount} numbers an item; "
                + $"x is {x.Shape}. Make the two equal.");
        }

        var given = Content.Parameters.ToDictionary(spec => spec.Name, spec => (Operand)context.Parameter(spec.Name));
        given[inputs.Items] = item.Rank == 1 ? x : x.Reshape(new Shape([x.Shape[0], .. item]));
        if (inputs.LabelType is { } type)
        {
            given[inputs.Labels!] = Fitted(context.Labels(LabelClasses!.Value), type);
        }

        var outputs = ModelReader.Add(x.Graph, model, given, node => Normalized(context, node), keepsNames: false);
        var y = outputs[model.Outputs[0]];
        y = DropSigmoid ? BeforeSigmoid(y) : y;
        return y.Shape.Rank == 2 ? y : y.Reshape(new Shape(y.Shape[0], new Shape(y.Shape.Skip(1)).ElementCount));
    }

    /// <inheritdoc/>
    public override void Validate(string field)
    {
        try
        {
            if (Content.Inputs.Labels is { } labels && LabelClasses is null)
            {
                throw new PresetException(
                    $"{field}.classes: the file does not say how many classes '{labels}' comes from. Give the number.");
            }
        }
        catch (Exception exception) when (exception is GraphException or IOException or UnauthorizedAccessException)
        {
            throw new PresetException($"{field}.file: {exception.Message}") { IsOfFile = true };
        }
    }

    /// <summary>Labels as the file takes them, from rows [N, classes] that are 1 at the label and 0 elsewhere.</summary>
    private static Value Fitted(Value rows, TensorType type) => type switch
    {
        { Element: ElementType.Int64 } => rows.ArgMax(1, keepDims: type.Shape.Rank == 2),
        { Shape: [_, var width] } when width == 1L => rows.ArgMax(1, keepDims: true).Cast(ElementType.Float),
        _ => rows,
    };

    /// <summary>Batch normalisation by the batch, by the population, or by the file's statistics; null for all other nodes.</summary>
    private IReadOnlyList<Value>? Normalized(LayerContext context, ReadNode node)
    {
        if (node.OpType != "BatchNormalization")
        {
            return null;
        }

        var (x, scale, bias, epsilon) = (node.Value(0), node.Value(1), node.Value(2), BatchNormalizationReader.Epsilon(node));
        if (!TrainBatchNormalization)
        {
            // From the file and not from the node's inputs, which may be parameters that were equal when the file was written.
            var file = Content.Normalizations[node.Name(3)];
            return Filled(node, x.BatchNormalization(scale, bias, x.Graph.Floats(file.Means), x.Graph.Floats(file.Variances), epsilon));
        }

        if (context.Mode == PassMode.Inference)
        {
            var (means, variances) = (context.Parameter(node.Name(3)), context.Parameter(node.Name(4)));
            return Filled(node, x.BatchNormalization(scale, bias, means, variances, epsilon));
        }

        var (result, mean, variance) = x.BatchNormalization(scale, bias, epsilon);
        context.Measure(node.Name(3), mean);
        context.Measure(node.Name(4), variance);
        return Filled(node, result);
    }

    /// <summary>What a node in training mode gives beside its result, new statistics, nobody reads.</summary>
    private static IReadOnlyList<Value> Filled(ReadNode node, Value result) => [.. Enumerable.Repeat(result, node.OutputCount)];

    /// <summary>What a Sigmoid at the end was given, under the shape that it was brought to behind.</summary>
    private static Value BeforeSigmoid(Value y) => y.Producer switch
    {
        { Operator: Graphs.Ops.Sigmoid } node => node.Inputs[0],
        { Operator: Reshape } node => BeforeSigmoid(node.Inputs[0]),
        _ => throw new GraphException($"dropSigmoid: '{y.Name}' is no Sigmoid. Leave it out."),
    };
}
