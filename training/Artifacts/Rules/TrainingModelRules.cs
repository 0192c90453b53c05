using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Artifacts.Rules;

/// <summary>What must hold of a training model, given its checkpoint.</summary>
internal static class TrainingModelRules
{
    /// <summary>Checks inputs, the accumulation of gradients, and outputs.</summary>
    /// <exception cref="ArtifactException">A rule is broken.</exception>
    public static void Check(string file, GraphProto graph, TrainingState state)
    {
        var inputs = graph.Input.ToDictionary(input => input.Name);
        CheckParameters(file, graph, inputs, state);
        CheckLazyReset(file, graph);
        CheckBuffers(file, inputs, state.Trainable);
        CheckNodes(file, graph, state.Trainable);
        CheckOutputs(file, graph, state.Trainable);
        CheckLoss(file, graph);
        CheckUserNames(file, graph, state);
    }

    /// <summary>The loss comes first, a single float.</summary>
    public static void CheckLoss(string file, GraphProto graph)
    {
        var first = graph.Output.FirstOrDefault();
        var isLoss = first?.Name == EngineGraph.Loss
            && first.Type.TensorType is { ElemType: (int)ElementType.Float } tensor
            && tensor.Shape.Dim.All(size => size.DimValue == 1);
        if (!isLoss)
        {
            throw ArtifactException.Broken(
                file,
                ArtifactRule.LossFirst,
                $"its first output is '{first?.Name}', {TensorForm.Describe(first)}, expected '{EngineGraph.Loss}', one float");
        }
    }

    /// <summary>Nothing of the user's own looks like a gradient.</summary>
    public static void CheckUserNames(string file, GraphProto graph, TrainingState state)
    {
        var parameters = state.All.Select(tensor => tensor.Name).Append(GradientNames.LazyReset).ToHashSet();
        var wrong = graph.Input.Select(input => input.Name)
            .Where(name => !parameters.Contains(name))
            .Concat(graph.Output.Select(output => output.Name))
            .FirstOrDefault(name => name.EndsWith(GradientNames.Suffix, StringComparison.Ordinal));
        if (wrong is not null)
        {
            throw ArtifactException.Broken(
                file,
                ArtifactRule.UserNames,
                $"'{wrong}' ends in {GradientNames.Suffix}, so that it would be taken for a gradient. Give it another name");
        }
    }

    private static void CheckParameters(string file, GraphProto graph, Dictionary<string, ValueInfoProto> inputs, TrainingState state)
    {
        foreach (var tensor in state.All)
        {
            var expected = TensorForm.Of(tensor.Name, ElementType.Float, [.. tensor.Shape]);
            var found = inputs.GetValueOrDefault(tensor.Name);
            var isInitializer = graph.Initializer.Any(initializer => initializer.Name == tensor.Name);
            if (found is null || isInitializer || !TensorForm.AreAlike(found, expected))
            {
                throw ArtifactException.Broken(
                    file,
                    ArtifactRule.ParametersAreInputs,
                    $"{tensor} must be an input, and it is {(isInitializer ? "an initializer" : TensorForm.Describe(found))}");
            }
        }
    }

    private static void CheckLazyReset(string file, GraphProto graph)
    {
        var last = graph.Input[^1];
        if (last.Name != GradientNames.LazyReset || !TensorForm.AreAlike(last, TensorForm.Of(last.Name, ElementType.Bool, 1)))
        {
            throw ArtifactException.Broken(
                file,
                ArtifactRule.LazyResetLast,
                $"its last input is '{last.Name}', {TensorForm.Describe(last)}, expected {GradientNames.LazyReset}, Bool [1]");
        }
    }

    private static void CheckBuffers(string file, Dictionary<string, ValueInfoProto> inputs, IReadOnlyList<StateTensor> trainable)
    {
        var expected = trainable.ToDictionary(tensor => GradientNames.Buffer(tensor.Name));
        var foreign = inputs.Keys.FirstOrDefault(name => GradientNames.IsBuffer(name) && !expected.ContainsKey(name));
        if (foreign is not null)
        {
            throw ArtifactException.Broken(
                file,
                ArtifactRule.AccumulationBuffers,
                $"'{foreign}' belongs to no trainable parameter of the checkpoint");
        }

        foreach (var (name, tensor) in expected)
        {
            var found = inputs.GetValueOrDefault(name);
            if (found is null || !TensorForm.AreAlike(found, TensorForm.Of(name, ElementType.Float, [.. tensor.Shape])))
            {
                throw ArtifactException.Broken(
                    file,
                    ArtifactRule.AccumulationBuffers,
                    $"{tensor} is trainable, so '{name}' must be an input of its shape, and it is {TensorForm.Describe(found)}");
            }
        }
    }

    private static void CheckNodes(string file, GraphProto graph, IReadOnlyList<StateTensor> trainable)
    {
        foreach (var tensor in trainable)
        {
            var (buffer, output) = (GradientNames.Buffer(tensor.Name), GradientNames.Accumulated(tensor.Name));
            var nodes = graph.Node.Where(node => node.Domain == MicrosoftDomain.Name && node.OpType == MicrosoftDomain.Accumulator
                && node.Input is [var to, _, GradientNames.LazyReset] && to == buffer && node.Output is [var result] && result == output);
            if (nodes.Count() != 1)
            {
                throw ArtifactException.Broken(
                    file,
                    ArtifactRule.AccumulationNodes,
                    $"one {MicrosoftDomain.Accumulator} must take '{buffer}', a gradient and {GradientNames.LazyReset}, "
                    + $"and give '{output}'; {nodes.Count()} do");
            }
        }
    }

    private static void CheckOutputs(string file, GraphProto graph, IReadOnlyList<StateTensor> trainable)
    {
        foreach (var name in trainable.Select(tensor => GradientNames.Accumulated(tensor.Name)))
        {
            var found = graph.Output.FirstOrDefault(output => output.Name == name);
            if (found is null || !TensorForm.AreAlike(found, TensorForm.Of(name, ElementType.Bool, 1)))
            {
                throw ArtifactException.Broken(
                    file,
                    ArtifactRule.AccumulationOutputs,
                    $"'{name}' must be an output, Bool [1], and it is {TensorForm.Describe(found)}");
            }
        }

        var late = graph.Output.Select(output => output.Name)
            .SkipWhile(name => !GradientNames.IsAccumulated(name))
            .FirstOrDefault(name => !GradientNames.IsAccumulated(name));
        if (late is not null)
        {
            throw ArtifactException.Broken(file, ArtifactRule.LossFirst, $"output '{late}' comes after those of the accumulation");
        }
    }
}
