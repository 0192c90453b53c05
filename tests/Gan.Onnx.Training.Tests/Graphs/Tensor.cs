using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Tests.Graphs;

/// <summary>A tensor's shape and elements; truth values are 0 and 1.</summary>
public sealed record Tensor(Shape Shape, double[] Elements)
{
    /// <summary>A tensor without axes.</summary>
    public static Tensor Scalar(double number) => new(Shape.Scalar, [number]);

    /// <summary>A tensor of one axis.</summary>
    public static Tensor Vector(params double[] elements) => new(Shape.Of(elements.Length), elements);

    /// <summary>A tensor of two axes, row by row.</summary>
    public static Tensor Matrix(int rows, params double[] elements) => new(Shape.Of(rows, elements.Length / rows), elements);

    /// <inheritdoc/>
    public override string ToString() => $"{Shape} {{{string.Join(", ", Elements)}}}";
}
