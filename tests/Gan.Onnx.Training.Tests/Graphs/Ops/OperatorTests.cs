using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>Every operator against everything in its <see cref="OperatorCases"/>.</summary>
public class OperatorTests
{
    private static readonly Dictionary<string, GraphCase> Cases = Keyed(op => op.Cases, @case => @case.ToString());
    private static readonly Dictionary<string, Golden> GoldenValues = Keyed(
        op => op.GoldenValues, golden => $"{golden.Name} ({golden.Element})");
    private static readonly Dictionary<string, Refusal> Refusals = Keyed(op => op.Refusals, refusal => refusal.Mistake);
    private static readonly Dictionary<string, GraphCase> Smooth = Differentiable(true), Flat = Differentiable(false);

    public static TheoryData<string> CaseNames => new(Cases.Keys);

    public static TheoryData<string> SmoothNames => new(Smooth.Keys);

    public static TheoryData<string> FlatNames => new(Flat.Keys);

    public static TheoryData<string> GoldenNames => new(GoldenValues.Keys);

    public static TheoryData<string> RefusalNames => new(Refusals.Keys);

    public static TheoryData<Type> Operators =>
        new(typeof(Operator).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operator)) && !type.IsAbstract));

    [Theory]
    [MemberData(nameof(SmoothNames))]
    public void Gradient_is_the_derivative(string name) => GradientCheck.Verify(Smooth[name], order: 1);

    [Theory]
    [MemberData(nameof(SmoothNames))]
    public void Gradient_of_the_gradient_is_the_second_derivative(string name) => GradientCheck.Verify(Smooth[name], order: 2);

    [Theory]
    [MemberData(nameof(FlatNames))]
    public void Operator_marked_as_not_differentiable_carries_no_gradient(string name)
    {
        var graph = new GraphBuilder("flat");
        var (inputs, value) = Flat[name].In(graph);
        var root = value.Type.Element.IsFloatingPoint() ? value : value.Cast(ElementType.Double);
        var gradientsOfInputs = Gradients.Of(root.ReduceSum(), inputs);
        for (var i = 0; i < inputs.Count; i++)
        {
            graph.Output($"gradient{i}", gradientsOfInputs[i]);
        }

        var random = new Random(1);
        var gradients = GraphRun.Once(graph, [.. Flat[name].Inputs.Select(input => input.Draw(random))]);

        Assert.All(gradients.SelectMany(gradient => gradient.Elements), element => Assert.Equal(0, element));
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Inferred_shape_is_the_executed_shape(string name)
    {
        var graph = new GraphBuilder("shape");
        var (_, value) = Cases[name].In(graph);
        graph.Output("result", value);

        var random = new Random(1);
        var result = GraphRun.Once(graph, [.. Cases[name].Inputs.Select(input => input.Draw(random))])[0];

        Assert.Equal(result.Shape, value.Shape);
    }

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void Computes_the_known_values(string name)
    {
        var golden = GoldenValues[name];
        var graph = new GraphBuilder("golden");
        var inputs = golden.Inputs.Select((input, i) => graph.Input($"x{i}", input.Shape, golden.Element)).ToArray();
        graph.Output("result", golden.Build(inputs));

        var result = GraphRun.Once(graph, [.. golden.Inputs.Select(input => input.Elements)])[0];

        Assert.Equal(golden.Expected.Shape, result.Shape);
        var tolerance = golden.Element == ElementType.Double ? 1e-13 : 2e-7;
        Assert.All(golden.Expected.Elements.Zip(result.Elements), pair =>
            Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, Math.Abs(pair.First))));
    }

    [Theory]
    [MemberData(nameof(RefusalNames))]
    public void Refuses_in_words(string name)
    {
        var refusal = Refusals[name];

        var exception = Assert.Throws<GraphException>(() => refusal.Build(new GraphBuilder("refusal")));

        Assert.Equal(refusal.Message, exception.Message);
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Every_operator_has_cases_golden_values_and_refusals(Type type)
    {
        var cases = Assert.Single(OperatorCases.All, cases => cases.Operator == type);
        Assert.All(cases.Cases, @case => Assert.Contains(Nodes(@case), node => node.Operator.GetType() == type));
        Assert.True(cases.Cases.Count >= 3, $"{type.Name} has {cases.Cases.Count} cases, expected 3 or more.");
        Assert.NotEmpty(cases.GoldenValues);
        Assert.NotEmpty(cases.Refusals);
    }

    private static IReadOnlyList<Node> Nodes(GraphCase @case)
    {
        var graph = new GraphBuilder("nodes");
        @case.In(graph);
        return graph.Nodes;
    }

    private static Dictionary<string, T> Keyed<T>(Func<OperatorCases, IReadOnlyList<T>> select, Func<T, string> name) =>
        OperatorCases.All.SelectMany(op => select(op).Select(item => ($"{op.Operator.Name}: {name(item)}", item))).ToDictionary();

    private static Dictionary<string, GraphCase> Differentiable(bool wanted) =>
        Cases.Where(pair => Nodes(pair.Value)[^1].Operator.IsDifferentiable == wanted).ToDictionary();
}
