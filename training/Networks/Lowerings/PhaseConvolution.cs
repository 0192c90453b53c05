using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>
/// A transposed convolution as one small convolution for each phase of its result, whose pixels are then laid into each other: nothing is
/// painted twice, so nothing has to be summed. With stride 1 there is one phase, the convolution with the kernel turned round.
/// </summary>
internal sealed class PhaseConvolution
{
    private readonly TapPhases _rows;
    private readonly TapPhases _columns;

    private PhaseConvolution(TapPhases rows, TapPhases columns, bool isWhole)
    {
        (_rows, _columns, IsWhole) = (rows, columns, isWhole);
        Planes = isWhole ? TapPlanes.Of(rows.Phases.Single().Positions, columns.Phases.Single().Positions) : null;
    }

    /// <summary>There is one phase, in which each of the kernel's taps meets some pixel.</summary>
    public bool IsWhole { get; }

    /// <summary>For maps y of one channel: null where there are several phases, or the taps move unevenly.</summary>
    public TapPlanes? Planes { get; }

    /// <summary>The phases of a window.</summary>
    /// <returns>Null where they would not do.</returns>
    public static PhaseConvolution? Of(Taps rows, Taps columns) =>
        TapPhases.Of(rows) is { } tall && TapPhases.Of(columns) is { } wide
            ? new PhaseConvolution(tall, wide, tall.IsWhole(rows) && wide.IsWhole(columns))
            : null;

    /// <summary>The patches of the only phase, where <see cref="IsWhole"/>.</summary>
    /// <param name="y">[N, H′, W′, O].</param>
    /// <returns>[N·H·W, k·l·O], the kernel's taps in their order.</returns>
    public Value Patches(Value y) => Patches(y, _rows.Phases.Single(), _columns.Phases.Single());

    /// <summary>x = T(y, w), plus the bias [I] if there is one. To be given its gradient by the caller.</summary>
    /// <param name="y">[N, H′, W′, O].</param>
    /// <param name="w">[O, k, l, I].</param>
    /// <param name="bias">[I], or null.</param>
    /// <returns>[N, H, W, I].</returns>
    public Value Transposed(Value y, Value w, Value? bias)
    {
        var (count, outputs, inputs, width) = (y.Shape[0].Size, w.Shape[0].Size, w.Shape[3].Size, w.Shape[2].Size);
        var taps = w.Transpose(1, 2, 0, 3).Reshape(Shape.Of(w.Shape[1].Size * width, outputs * inputs));
        var strips = _rows.Phases.Select(row => SideBySide(
            [.. _columns.Phases.Select(column => Patches(y, row, column).Gemm(Kernel(row, column), bias))],
            count * _rows.Length));
        var x = SideBySide([.. strips], count)
            .Reshape(Shape.Of(count, _rows.Length * _rows.Step, _columns.Length * _columns.Step, inputs));
        return Cut(Cut(x, 1, _rows.Size), 2, _columns.Size);

        Value Kernel(TapPhase row, TapPhase column)
        {
            long[] used = [.. row.Taps.SelectMany(r => column.Taps.Select(c => (r * width) + c))];
            var kernel = used.Length == taps.Shape[0].Size ? taps : taps.Gather(0, used);
            return kernel.Reshape(Shape.Of(used.Length * outputs, inputs));
        }
    }

    private static Value Patches(Value y, TapPhase row, TapPhase column) =>
        Lowerings.Patches.Of(y, PatchTable.PatchesFromPixels(row.Positions, column.Positions));

    /// <summary>[n, …] of each phase to [rows, phases · n · … / rows].</summary>
    private static Value SideBySide(Value[] phases, long rows)
    {
        Value[] parts =
            [.. phases.Select(part => part.Reshape(Shape.Of(part.Shape[0].Size, part.Shape.ElementCount / part.Shape[0].Size)))];
        var joined = parts.Length == 1 ? parts[0] : parts.Concat(1);
        return joined.Reshape(Shape.Of(rows, joined.Shape.ElementCount / rows));
    }

    private static Value Cut(Value x, int axis, long size) => x.Shape[axis].Size == size ? x : x.Slice(axis, 0, size);
}
