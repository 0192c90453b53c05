namespace Gan.Onnx.Graphs;

/// <summary>Element type and shape: what an operator's shape rule answers.</summary>
public sealed record TensorType(ElementType Element, Shape Shape)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Element} {Shape}";
}
