using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>
/// What tests know about one operator: cases for shapes and gradients, golden values and refusals. A new operator adds one
/// file with a class of this kind; the theories find it by reflection.
/// </summary>
public abstract class OperatorCases
{
    private readonly List<GraphCase> _cases = [];
    private readonly List<Golden> _golden = [];
    private readonly List<Refusal> _refusals = [];

    /// <summary>The operator.</summary>
    public abstract Type Operator { get; }

    /// <summary>Computations whose shapes and gradients are checked.</summary>
    public IReadOnlyList<GraphCase> Cases => _cases;

    /// <summary>Inputs and outputs from an independent source.</summary>
    public IReadOnlyList<Golden> GoldenValues => _golden;

    /// <summary>Mistakes and what is said about them.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals;

    /// <summary>All operators' cases.</summary>
    public static IReadOnlyList<OperatorCases> All { get; } =
    [
        .. typeof(OperatorCases).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(OperatorCases)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (OperatorCases)Activator.CreateInstance(type)!),
    ];

    /// <summary>Numbers from −2 to 2.</summary>
    protected static Sample Any(params long[] sizes) => Sample.Any(sizes);

    /// <summary>A computation in double precision.</summary>
    protected void Case(string name, Func<IReadOnlyList<Value>, Value> build, params Sample[] inputs) =>
        _cases.Add(new GraphCase(name, ElementType.Double, build, inputs));

    /// <summary>A computation in single precision, for operators whose kernel has no other.</summary>
    protected void FloatCase(string name, Func<IReadOnlyList<Value>, Value> build, params Sample[] inputs) =>
        _cases.Add(new GraphCase(name, ElementType.Float, build, inputs));

    /// <summary>Known outputs in double precision.</summary>
    protected void Golden(string name, Func<IReadOnlyList<Value>, Value> build, Tensor expected, params Tensor[] inputs) =>
        _golden.Add(new Golden(name, ElementType.Double, build, expected, inputs));

    /// <summary>Known outputs in single precision.</summary>
    protected void FloatGolden(string name, Func<IReadOnlyList<Value>, Value> build, Tensor expected, params Tensor[] inputs) =>
        _golden.Add(new Golden(name, ElementType.Float, build, expected, inputs));

    /// <summary>A mistake and its message.</summary>
    protected void Refuses(string mistake, string message, Func<GraphBuilder, Value> build) =>
        _refusals.Add(new Refusal(mistake, message, build));
}

/// <summary>Known outputs for known inputs.</summary>
public sealed record Golden(
    string Name, ElementType Element, Func<IReadOnlyList<Value>, Value> Build, Tensor Expected, IReadOnlyList<Tensor> Inputs);

/// <summary>A mistake that a shape rule refuses.</summary>
public sealed record Refusal(string Mistake, string Message, Func<GraphBuilder, Value> Build);
