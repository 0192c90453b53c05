using System.Runtime.InteropServices;
using Layout = Gan.Onnx.Training.Artifacts.Checkpoints.CheckpointLayout;

namespace Gan.Onnx.Training.Artifacts.Checkpoints;

/// <summary>Reads a checkpoint that ONNX Runtime Training or <see cref="CheckpointWriter"/> wrote.</summary>
/// <param name="path">What messages call the file.</param>
public sealed class CheckpointReader(string path)
{
    /// <summary>The file's content.</summary>
    /// <exception cref="ArtifactException">It is no such file, it is damaged, or it holds tensors that are not of floats.</exception>
    public TrainingState Read(byte[] bytes)
    {
        if (!IsCheckpoint(bytes))
        {
            throw Broken($"it does not begin as a checkpoint does: {Layout.Identifier} is missing at byte 4");
        }

        var file = new FlatFile(path, bytes);
        var root = new FlatTable(file, file.Follow(0));
        if (root.Number<int>(Layout.Root.Version) is var version and not Layout.Version)
        {
            throw Broken($"its version is {version}, expected {Layout.Version}");
        }

        var module = root.Table(Layout.Root.ModuleState) ?? throw Broken("it has no module state");
        if (module.Number<bool>(Layout.ModuleState.HasExternalData))
        {
            throw Broken("its tensors lie in another file. Save it again without external data");
        }

        return new TrainingState(
            Tensors(module, Layout.ModuleState.Trainable),
            Tensors(module, Layout.ModuleState.Frozen),
            root.Tables(Layout.Root.OptimizerGroups) is [var group, ..] ? OptimizerGroup(group) : null);
    }

    /// <summary>Whether a file begins as a checkpoint does.</summary>
    public static bool IsCheckpoint(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 && bytes[4..8].SequenceEqual("ODTC"u8);

    private OptimizerGroup OptimizerGroup(FlatTable group)
    {
        var name = group.Text(Layout.OptimizerGroup.Name);
        return name == Layout.GroupName
            ? new OptimizerGroup(
                group.Number<long>(Layout.OptimizerGroup.Step),
                group.Number<float>(Layout.OptimizerGroup.LearningRate),
                [.. (group.Tables(Layout.OptimizerGroup.States) ?? []).Select(Moments)])
            : throw ArtifactException.Broken(
                path,
                ArtifactRule.OptimizerGroup,
                $"its first group is named '{name}', expected '{Layout.GroupName}'");
    }

    private ParameterMoments Moments(FlatTable state) =>
        new(state.Text(Layout.ParameterState.Parameter) ?? "", Tensors(state, Layout.ParameterState.Moments));

    private StateTensor[] Tensors(FlatTable table, int slot) =>
        [.. (table.Tables(slot) ?? throw Broken("a list of tensors is missing. It must be there even if it is empty")).Select(Tensor)];

    private StateTensor Tensor(FlatTable tensor)
    {
        var name = tensor.Text(Layout.Tensor.Name) ?? "";
        if (tensor.Number<int>(Layout.Tensor.DataType) is var type and not Layout.Float)
        {
            throw Broken($"tensor '{name}' is of data type {type}, expected {Layout.Float}, floats");
        }

        var (shape, data) = (tensor.Numbers<long>(Layout.Tensor.Dimensions), tensor.Numbers<byte>(Layout.Tensor.Data));
        var length = shape.Aggregate((double)sizeof(float), (product, size) => product * size);
        return data.Length == length && Array.TrueForAll(shape, size => size >= 0)
            ? new StateTensor(name, shape, MemoryMarshal.Cast<byte, float>(data).ToArray())
            : throw Broken($"tensor '{name}' [{string.Join(",", shape)}] has {data.Length} bytes, expected {length}");
    }

    private ArtifactException Broken(string found) => ArtifactException.Broken(path, ArtifactRule.CheckpointFormat, found);
}
