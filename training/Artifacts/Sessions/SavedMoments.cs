using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Artifacts.Sessions;

/// <summary>
/// What Adam remembers, out of a checkpoint that the runtime saved: its API shows parameters only. The order of its lists is any.
/// </summary>
internal static class SavedMoments
{
    /// <summary>Copies both moments of every parameter into the block.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="block">The network that was trained.</param>
    /// <param name="updates">Updates that the runtime must have counted.</param>
    /// <exception cref="ArtifactException">The checkpoint has no moments, others, or of another number of updates.</exception>
    public static void Read(string path, ParameterBlock block, long updates)
    {
        var group = new CheckpointReader(path).Read(File.ReadAllBytes(path)).Optimizer
            ?? throw Wrong(path, "has no optimizer's state");
        if (group.Step != updates)
        {
            throw Wrong(path, $"is from update {group.Step}, expected {updates}");
        }

        var tensors = group.Moments
            .SelectMany(moments => moments.Tensors.Select(tensor => (Key: (moments.Parameter, tensor.Name), tensor.Elements)))
            .ToLookup(moment => moment.Key, moment => moment.Elements);
        foreach (var (name, state) in ParameterMoments.Names.Zip(block.Optimizer.StateNames))
        {
            foreach (var entry in block.Entries)
            {
                var elements = tensors[(entry.Name, name)].FirstOrDefault();
                if (elements?.Length != entry.Length)
                {
                    throw Wrong(path, $"has no {name} of {entry.Name} with {entry.Length} numbers");
                }

                elements.CopyTo(block.State(state).Span[entry.Offset..]);
            }
        }
    }

    private static ArtifactException Wrong(string path, string found) =>
        new($"'{path}', which ONNX Runtime Training saved, {found}. Go on with --engine onnxruntime from the last checkpoint.");
}
