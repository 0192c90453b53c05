using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>
/// Patches of maps of one channel, a plane for each tap: [taps, N·positions], the transpose of what <see cref="Patches"/> makes. A plane is
/// the map moved by the tap, so it is copied row by row, where a Gather would take number by number. With stride s the map is taken apart
/// into its s·s phases first, each of which is moved as a whole.
/// </summary>
internal sealed class TapPlanes
{
    private readonly TapOffsets _rows;
    private readonly TapOffsets _columns;

    private TapPlanes(TapOffsets rows, TapOffsets columns) => (_rows, _columns) = (rows, columns);

    private int Taps => _rows.Starts.Length * _columns.Starts.Length;

    private long Stride => _rows.Stride;

    /// <summary>The planes of a window.</summary>
    /// <returns>Null where a tap does not move evenly over the map, as with resized maps.</returns>
    public static TapPlanes? Of(Taps rows, Taps columns) =>
        TapOffsets.Of(rows) is { } tall && TapOffsets.Of(columns) is { } wide && tall.Stride == wide.Stride
            ? new TapPlanes(tall, wide)
            : null;

    /// <summary>What each tap sees.</summary>
    /// <param name="map">[N, H, W, 1].</param>
    /// <returns>[taps, N·positions].</returns>
    public Value Of(Value map)
    {
        var (count, s) = (map.Shape[0].Size, Stride);
        var padded = Padded(map.Reshape(Shape.Of(count, _rows.Size, _columns.Size)));
        var phases = s == 1
            ? padded
            : padded.Reshape(Shape.Of(count, _rows.Padded / s, s, _columns.Padded / s, s)).Transpose(2, 4, 0, 1, 3);
        phases = phases.Reshape(Shape.Of(s * s, count, _rows.Padded / s, _columns.Padded / s));
        return Places.Select(at => phases.Slice(
                (0, at.Phase, at.Phase + 1), (2, at.Row, at.Row + _rows.Positions), (3, at.Column, at.Column + _columns.Positions)))
            .ToArray().Concat(0).Reshape(Shape.Of(Taps, count * _rows.Positions * _columns.Positions));
    }

    /// <summary>The adjoint: for each pixel the sum of what the taps that see it have there.</summary>
    /// <param name="planes">[taps, N·positions].</param>
    /// <returns>[N, H, W, 1].</returns>
    public Value Sums(Value planes)
    {
        var s = Stride;
        var count = planes.Shape[1].Size / (_rows.Positions * _columns.Positions);
        var (tall, wide) = (_rows.Padded / s, _columns.Padded / s);
        var (above, left) = (_rows.Starts.Max() / s, _columns.Starts.Max() / s);

        // Zeros around, so that each plane can be looked at from where its tap stands.
        var around = planes.Reshape(Shape.Of(Taps, count, _rows.Positions, _columns.Positions))
            .Pad([0, 0, above, left], [0, 0, tall - _rows.Positions, wide - _columns.Positions]);
        Value Moved(int tap, long row, long column) =>
            around.Slice((0, tap, tap + 1), (2, above - row, above - row + tall), (3, left - column, left - column + wide));

        Value[] phases =
        [
            .. Places.Select((at, tap) => (at.Phase, Plane: Moved(tap, at.Row, at.Column)))
                .GroupBy(moved => moved.Phase, moved => moved.Plane)
                .OrderBy(phase => phase.Key)
                .Select(phase => phase.ToArray().Sum()),
        ];
        var map = s == 1
            ? phases[0]
            : phases.Concat(0).Reshape(Shape.Of(s, s, count, tall, wide)).Transpose(2, 3, 0, 4, 1);
        map = map.Reshape(Shape.Of(count, _rows.Padded, _columns.Padded));
        var (top, side) = (_rows.Before, _columns.Before);
        var isWhole = _rows.Padded == _rows.Size && _columns.Padded == _columns.Size;
        map = isWhole ? map : map.Slice((1, top, top + _rows.Size), (2, side, side + _columns.Size));
        return map.Reshape(Shape.Of(count, _rows.Size, _columns.Size, 1));
    }

    private Value Padded(Value map)
    {
        long[] begins = [0, _rows.Before, _columns.Before];
        long[] ends = [0, _rows.Padded - _rows.Size - _rows.Before, _columns.Padded - _columns.Size - _columns.Before];
        return begins.Concat(ends).All(zeros => zeros == 0) ? map : map.Pad(begins, ends);
    }

    /// <summary>Taps in the kernel's order: the phase of each, and where in the phase it stands for the first position.</summary>
    private IEnumerable<(long Phase, long Row, long Column)> Places =>
        from row in _rows.Starts
        from column in _columns.Starts
        select (((row % Stride) * Stride) + (column % Stride), row / Stride, column / Stride);
}
