using Gan.Onnx.Training.Artifacts.Checkpoints;

namespace Gan.Onnx.Training.Artifacts.Rules;

/// <summary>What must hold of a checkpoint that can be read.</summary>
internal static class CheckpointRules
{
    /// <summary>Checks names, and the optimizer's moments.</summary>
    /// <exception cref="ArtifactException">A rule is broken.</exception>
    public static void Check(string file, TrainingState state)
    {
        if (state.Trainable.Count == 0)
        {
            throw ArtifactException.Broken(file, ArtifactRule.ParameterNames, "no parameter is trainable");
        }

        var names = new HashSet<string>();
        foreach (var tensor in state.All)
        {
            if (tensor.Name.Length == 0 || !names.Add(tensor.Name))
            {
                throw ArtifactException.Broken(
                    file,
                    ArtifactRule.ParameterNames,
                    $"a tensor's name is '{tensor.Name}', which is no name or taken");
            }
        }

        if (state.Optimizer is { } group)
        {
            CheckMoments(file, state.Trainable, group);
        }
    }

    private static void CheckMoments(string file, IReadOnlyList<StateTensor> trainable, OptimizerGroup group)
    {
        var moments = group.Moments.ToLookup(moments => moments.Parameter);
        foreach (var parameter in trainable)
        {
            if (moments[parameter.Name].ToArray() is not [var own]
                || !own.Tensors.Select(tensor => tensor.Name).SequenceEqual(ParameterMoments.Names)
                || own.Tensors.Any(tensor => !tensor.Shape.SequenceEqual(parameter.Shape)))
            {
                throw ArtifactException.Broken(
                    file,
                    ArtifactRule.OptimizerGroup,
                    $"the moments of {parameter} must be {string.Join(" and ", ParameterMoments.Names)}, of its shape");
            }
        }

        if (group.Moments.Count != trainable.Count)
        {
            throw ArtifactException.Broken(
                file,
                ArtifactRule.OptimizerGroup,
                $"there are moments of {group.Moments.Count} parameters, {trainable.Count} are trainable");
        }
    }
}
