using CsCheck;
using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Tests.Graphs;

/// <summary>Random shapes of up to four axes, and others that broadcast to them.</summary>
internal static class BroadcastShapes
{
    /// <summary>A shape and a narrower one that broadcasts to it: leading axes dropped, other axes shrunk to 1.</summary>
    public static Gen<(Shape Narrow, Shape Wide)> Pairs { get; } =
        Wide().SelectMany(Narrowed, (wide, narrow) => (narrow, wide));

    /// <summary>Two shapes that broadcast together, neither of them necessarily the wider.</summary>
    public static Gen<(Shape Left, Shape Right)> Compatible { get; } =
        Wide().SelectMany(wide => Narrowed(wide).SelectMany(_ => Narrowed(wide), (left, right) => (left, right)));

    private static Gen<Shape> Wide() =>
        Gen.Int[1, 4].Array[0, 4].Select(sizes => new Shape(sizes.Select(size => (Dimension)size)));

    private static Gen<Shape> Narrowed(Shape wide) => Gen.Int[0, wide.Rank].SelectMany(
        dropped => Gen.Bool.Array[wide.Rank - dropped],
        (dropped, shrunk) => new Shape(shrunk.Select((one, axis) => one ? 1 : wide[dropped + axis])));
}
