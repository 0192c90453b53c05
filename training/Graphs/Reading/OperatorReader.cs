namespace Gan.Onnx.Graphs.Reading;

/// <summary>
/// Turns nodes of one ONNX operator, as files hold them at opsets 6 to 21, into values of a graph. It stands in the operator's own file,
/// and is found by its type: NAMEReader reads NAME.
/// </summary>
public abstract class OperatorReader
{
    private const string Suffix = "Reader";

    /// <summary>The operator's name in the ONNX specification.</summary>
    public string OpType => GetType().Name[..^Suffix.Length];

    /// <summary>
    /// True for operators that look at their inputs' shapes alone, so that they are known at load whatever the inputs are.
    /// </summary>
    public virtual bool LooksAtShapesOnly => false;

    /// <summary>
    /// The only output at load, where all inputs are known (or <see cref="LooksAtShapesOnly"/>); null where the node must join the graph.
    /// </summary>
    public virtual KnownTensor? Fold(ReadNode node) => null;

    /// <summary>All outputs at load, for operators that have several; the one of <see cref="Fold"/> for all others.</summary>
    public virtual IReadOnlyList<KnownTensor>? FoldAll(ReadNode node) => Fold(node) is { } only ? [only] : null;

    /// <summary>Adds the node's meaning to the graph: one value for each of its outputs, from the first.</summary>
    /// <exception cref="GraphException">This use of the operator cannot be read.</exception>
    public abstract IReadOnlyList<Value> Read(ReadNode node);
}
