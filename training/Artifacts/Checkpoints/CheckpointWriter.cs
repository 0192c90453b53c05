using System.Runtime.InteropServices;
using Google.FlatBuffers;
using Layout = Gan.Onnx.Training.Artifacts.Checkpoints.CheckpointLayout;

namespace Gan.Onnx.Training.Artifacts.Checkpoints;

/// <summary>Writes a checkpoint that ONNX Runtime Training loads; equal states give equal bytes.</summary>
public sealed class CheckpointWriter
{
    private const int Offset = sizeof(int);
    private readonly FlatBufferBuilder _builder = new(1 << 16);

    private CheckpointWriter()
    {
    }

    /// <summary>The file's bytes.</summary>
    public static byte[] Write(TrainingState state)
    {
        var writer = new CheckpointWriter();
        var root = writer.Root(state);
        writer._builder.Finish(root, Layout.Identifier);
        return writer._builder.SizedByteArray();
    }

    private int Root(TrainingState state)
    {
        var module = ModuleState(state);
        int? groups = state.Optimizer is { } group ? Vector([OptimizerGroup(group)]) : null;
        _builder.StartTable(Layout.Root.Fields);
        _builder.AddInt(Layout.Root.Version, Layout.Version, 0);
        _builder.AddOffset(Layout.Root.ModuleState, module, 0);
        _builder.AddOffset(Layout.Root.OptimizerGroups, groups ?? 0, 0);
        return _builder.EndTable();
    }

    private int ModuleState(TrainingState state)
    {
        var (trainable, frozen) = (Tensors(state.Trainable), Tensors(state.Frozen));
        _builder.StartTable(Layout.ModuleState.Fields);
        _builder.AddOffset(Layout.ModuleState.Trainable, trainable, 0);
        _builder.AddOffset(Layout.ModuleState.Frozen, frozen, 0);
        return _builder.EndTable();
    }

    private int OptimizerGroup(OptimizerGroup group)
    {
        var states = Vector([.. group.Moments.Select(ParameterState)]);
        var name = _builder.CreateString(Layout.GroupName).Value;
        _builder.StartTable(Layout.OptimizerGroup.Fields);
        _builder.AddOffset(Layout.OptimizerGroup.Name, name, 0);
        _builder.AddLong(Layout.OptimizerGroup.Step, group.Step, 0);
        _builder.AddFloat(Layout.OptimizerGroup.LearningRate, group.LearningRate, 0);
        _builder.AddOffset(Layout.OptimizerGroup.States, states, 0);
        return _builder.EndTable();
    }

    private int ParameterState(ParameterMoments moments)
    {
        var (tensors, name) = (Tensors(moments.Tensors), _builder.CreateString(moments.Parameter).Value);
        _builder.StartTable(Layout.ParameterState.Fields);
        _builder.AddOffset(Layout.ParameterState.Parameter, name, 0);
        _builder.AddOffset(Layout.ParameterState.Moments, tensors, 0);
        return _builder.EndTable();
    }

    private int Tensors(IReadOnlyList<StateTensor> tensors) => Vector([.. tensors.Select(Tensor)]);

    private int Tensor(StateTensor tensor)
    {
        var name = _builder.CreateString(tensor.Name).Value;
        var dimensions = Data(MemoryMarshal.AsBytes<long>(tensor.Shape.ToArray()), sizeof(long));
        var data = Data(MemoryMarshal.AsBytes<float>(tensor.Elements), sizeof(byte));
        _builder.StartTable(Layout.Tensor.Fields);
        _builder.AddOffset(Layout.Tensor.Name, name, 0);
        _builder.AddOffset(Layout.Tensor.Dimensions, dimensions, 0);
        _builder.AddInt(Layout.Tensor.DataType, Layout.Float, 0);
        _builder.AddOffset(Layout.Tensor.Data, data, 0);
        return _builder.EndTable();
    }

    /// <summary>A vector of numbers; the file is little-endian, as are all machines that .NET runs on here.</summary>
    private int Data(ReadOnlySpan<byte> bytes, int elementSize)
    {
        _builder.StartVector(elementSize, bytes.Length / elementSize, elementSize);
        if (!bytes.IsEmpty)
        {
            _builder.Put(bytes.ToArray());
        }

        return _builder.EndVector().Value;
    }

    /// <summary>A vector of tables that are written already.</summary>
    private int Vector(IReadOnlyList<int> tables)
    {
        // Flatbuffers grow from back to front.
        _builder.StartVector(Offset, tables.Count, Offset);
        foreach (var table in tables.Reverse())
        {
            _builder.AddOffset(table);
        }

        return _builder.EndVector().Value;
    }
}
