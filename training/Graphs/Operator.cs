using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs;

/// <summary>
/// One ONNX operator with its attributes: shape rule, ONNX form and vector-Jacobian product, all in the operator's own file.
/// A <see cref="Node"/> keeps its operator object, so nothing looks operators up by name.
/// </summary>
public abstract class Operator
{
    /// <summary>The operator's name in the ONNX specification.</summary>
    public virtual string OpType => GetType().Name;

    /// <summary>False for operators whose output carries no gradient (comparisons, shape arithmetic).</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>
    /// True for an input that is repeated along axes of size 1, or that it lacks, until it fits the others (NumPy broadcasting). Its
    /// gradient may come out of <see cref="Gradient"/> as large as it was repeated: the reverse walk sums it down to the input's shape.
    /// </summary>
    /// <param name="input">The input's position, from 0.</param>
    public virtual bool Broadcasts(int input) => false;

    /// <summary>The shape rule: type of the single output, from the types of the inputs.</summary>
    /// <exception cref="GraphException">The inputs do not meet the operator's definition.</exception>
    public abstract TensorType Infer(IReadOnlyList<Value> inputs);

    /// <summary>
    /// The vector-Jacobian product, in standard operators that are differentiable themselves: one entry an input,
    /// null where that input has no gradient, else of the input's shape (or of what it was broadcast to, see <see cref="Broadcasts"/>).
    /// The reverse walk finishes each entry before it asks for the next, so a rule that yields its entries one by one decides the
    /// order of all nodes.
    /// </summary>
    /// <param name="node">The application of this operator that is differentiated.</param>
    /// <param name="gradOutput">∂root/∂output, of the output's shape.</param>
    public abstract IEnumerable<Value?> Gradient(Node node, Value gradOutput);

    /// <summary>The attributes as ONNX writes them.</summary>
    public virtual IEnumerable<AttributeProto> Attributes => [];

    /// <summary>An integer attribute.</summary>
    protected static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    /// <summary>A float attribute.</summary>
    protected static AttributeProto Attribute(string name, float value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    /// <summary>A text attribute.</summary>
    protected static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = Google.Protobuf.ByteString.CopyFromUtf8(value) };

    /// <summary>An attribute that is a list of integers.</summary>
    protected static AttributeProto Attribute(string name, IEnumerable<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }
}
