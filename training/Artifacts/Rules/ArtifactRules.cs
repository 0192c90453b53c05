using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;

namespace Gan.Onnx.Training.Artifacts.Rules;

/// <summary>
/// Checks one network's artifacts against what ONNX Runtime Training 1.19 expects of them. It finds out some of that only when it runs,
/// and says it in its own words, or not at all.
/// </summary>
public static class ArtifactRules
{
    /// <summary>Checks all files of a network.</summary>
    /// <param name="names">What messages call the files.</param>
    /// <param name="training">The training model.</param>
    /// <param name="evaluation">The evaluation model.</param>
    /// <param name="optimizer">The optimizer model.</param>
    /// <param name="state">The checkpoint's content.</param>
    /// <exception cref="ArtifactException">A rule is broken; the message names it.</exception>
    public static void Check(ArtifactNames names, ModelProto training, ModelProto evaluation, ModelProto optimizer, TrainingState state)
    {
        CheckpointRules.Check(names.Checkpoint, state);
        CheckOpsets(names.TrainingModel, training, microsoft: true);
        CheckOpsets(names.EvaluationModel, evaluation, microsoft: false);
        CheckOpsets(names.OptimizerModel, optimizer, microsoft: true);
        TrainingModelRules.Check(names.TrainingModel, training.Graph, state);
        EvaluationModelRules.Check(names.EvaluationModel, evaluation.Graph, training.Graph, state);
        OptimizerModelRules.Check(names.OptimizerModel, optimizer.Graph);
    }

    private static void CheckOpsets(string file, ModelProto model, bool microsoft)
    {
        const int Oldest = 13;
        const int Newest = 21;
        var versions = model.OpsetImport.ToDictionary(opset => opset.Domain, opset => opset.Version);
        if (versions.GetValueOrDefault("") is var standard && (standard is < Oldest or > Newest))
        {
            throw ArtifactException.Broken(
                file,
                ArtifactRule.Opsets,
                $"ONNX's own operators are of opset {standard}, expected {Oldest} to {Newest}");
        }

        if (microsoft && versions.GetValueOrDefault(MicrosoftDomain.Name) is var own && own != 1)
        {
            throw ArtifactException.Broken(file, ArtifactRule.Opsets, $"{MicrosoftDomain.Name} is of version {own}, expected 1");
        }
    }
}

/// <summary>What messages call the files of one network.</summary>
/// <param name="TrainingModel">Steps with gradients.</param>
/// <param name="EvaluationModel">Steps without.</param>
/// <param name="OptimizerModel">Adam.</param>
/// <param name="Checkpoint">Parameters and moments.</param>
public sealed record ArtifactNames(string TrainingModel, string EvaluationModel, string OptimizerModel, string Checkpoint)
{
    /// <summary>All four.</summary>
    public IReadOnlyList<string> All => [TrainingModel, EvaluationModel, OptimizerModel, Checkpoint];
}
