using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Autodiff;

/// <summary>The checker itself: right rules pass, wrong ones do not.</summary>
public class GradientCheckTests
{
    public static TheoryData<int> Orders => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Accepts_a_composition_of_right_rules(int order) => GradientCheck.Verify(
        Function(x => ((x[0].Gemm(x[1], x[2]).Tanh() - x[2]) / (2 + x[0].Sigmoid().ReduceMean())).ReduceSum(), [2, 3], [3, 4], [4]), order);

    [Fact]
    public void Rejects_a_gradient_that_is_one_percent_too_large() =>
        Rejects(order: 1, Tanh((node, g) => 1.01 * (g * (1 - node.Output * node.Output))), [2, 3]);

    [Fact]
    public void Rejects_a_gradient_that_is_one_percent_too_large_in_single_precision()
    {
        var function = new GraphCase(
            "wrong", ElementType.Float, Tanh((node, g) => 1.01 * (g * (1 - node.Output * node.Output))), Sample.Any(2, 3));

        Assert.Throws<GradientMismatchException>(() => GradientCheck.Verify(function, 1));
    }

    [Fact]
    public void Rejects_a_wrong_sign() =>
        Rejects(order: 1, x => x[0].Graph.Add(new WrongOperators.Binary("Sub", (_, _, g) => [g, g]), x[0], x[1]), [3], [3]);

    [Fact]
    public void Rejects_swapped_gradients() =>
        Rejects(order: 1, x => x[0].Graph.Add(new WrongOperators.Binary("Mul", (a, b, g) => [g * a, g * b]), x[0], x[1]), [3], [3]);

    [Fact]
    public void Rejects_a_missing_gradient() =>
        Rejects(order: 1, x => x[0].Graph.Add(new WrongOperators.Binary("Mul", (_, b, g) => [g * b, null]), x[0], x[1]), [3], [3]);

    [Fact]
    public void Rejects_a_mean_over_the_broadcast_axis() => Rejects(
        order: 1, x => x[0].Graph.Add(new WrongOperators.Binary("Add", (_, _, g) => [g, g.ReduceMean([0])]), x[0], x[1]), [2, 3], [3]);

    [Fact]
    public void Rejects_a_gradient_that_is_larger_than_the_input_of_an_operator_that_does_not_declare_broadcasting()
    {
        var function = Function(x => x[0].Graph.Add(new WrongOperators.Secretive("Add", (_, _, g) => [g, g]), x[0], x[1]), [2, 3], [3]);

        var exception = Assert.Throws<GraphException>(() => GradientCheck.Verify(function, 1));

        Assert.Contains("the gradient of input 'x1' Double [3] came out as Double [2,3]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepts_a_gradient_of_the_shape_that_a_declared_broadcast_has()
    {
        var add = new WrongOperators.Binary("Add", (_, _, g) => [g, g]);

        GradientCheck.Verify(Function(x => x[0].Graph.Add(add, x[0], x[1]), [2, 3], [3]), 1);
    }

    [Theory]
    [InlineData(true, "[3,2]")]
    [InlineData(false, "[3]")]
    public void Rejects_a_gradient_that_broadcasting_does_not_explain(bool turned, string shape)
    {
        // The first input's gradient is turned, or lacks an axis that the input has.
        var add = new WrongOperators.Binary("Add", (_, _, g) => [turned ? g.Transpose(1, 0) : g.ReduceSum([0]), g]);
        var function = Function(x => x[0].Graph.Add(add, x[0], x[1]), [2, 3], [3]);

        var exception = Assert.Throws<GraphException>(() => GradientCheck.Verify(function, 1));

        Assert.Contains($"the gradient of input 'x0' Double [2,3] came out as Double {shape}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_a_rule_that_is_one_percent_wrong_at_the_second_order_only()
    {
        var build = Tanh((node, g) => g * (1 - WrongOperators.MulOffByOnePercent(node.Output, node.Output)));

        GradientCheck.Verify(Function(build, [2, 3]), order: 1);
        Rejects(order: 2, build, [2, 3]);
    }

    [Fact]
    public void Rejects_a_rule_that_cannot_be_differentiated_again()
    {
        var build = Tanh((node, g) => g * (1 - node.Output * node.Output).Detach());

        GradientCheck.Verify(Function(build, [2, 3]), order: 1);
        Rejects(order: 2, build, [2, 3]);
    }

    [Fact]
    public void Rejects_a_rule_that_drops_the_incoming_gradient_at_the_second_order()
    {
        var build = Tanh((node, g) => g.Detach() * (1 - node.Output * node.Output));

        GradientCheck.Verify(Function(build, [2, 3]), order: 1);
        Rejects(order: 2, build, [2, 3]);
    }

    [Fact]
    public void Rejects_a_gradient_that_is_not_a_number() => Rejects(order: 1, Tanh((_, g) => (g - 10).Sqrt()), [2, 3]);

    [Fact]
    public void Failure_prints_both_numbers_the_shapes_and_the_seed()
    {
        var function = new GraphCase("x + x", ElementType.Double, Tanh((_, g) => g * 0), Sample.Any(1, 2));

        var message = Assert.Throws<GradientMismatchException>(() => GradientCheck.Verify(function, order: 1, seed: 17)).Message;

        Assert.StartsWith(
            "Gradient of order 1 of 'x + x (Double [1,2])', seed 17: the emitted gradient gives 0 along the direction",
            message,
            StringComparison.Ordinal);
        Assert.Matches(@"the central difference of step 6E-06 gives -?0\.\d+; they differ by 0\.\d+, tolerance 1E-05", message);
    }

    [Fact]
    public void Samples_keep_away_from_kinks()
    {
        var drawn = new Sample(Shape.Of(1000), -1, 1, 0, 0.5).Draw(new Random(1));

        Assert.All(
            drawn, x => Assert.True(x is >= -1 and < -0.2 or > 0.2 and < 0.3 or > 0.7 and < 1, $"{x} is near a kink or out of range"));
        Assert.Contains(drawn, x => x < 0);
        Assert.Contains(drawn, x => x is > 0.2 and < 0.3);
    }

    private static Func<IReadOnlyList<Value>, Value> Tanh(Func<Node, Value, Value> gradient) =>
        x => x[0].Graph.Add(new WrongOperators.Tanh(gradient), x[0]);

    private static GraphCase Function(Func<IReadOnlyList<Value>, Value> build, params long[][] shapes) =>
        new("function", ElementType.Double, build, [.. shapes.Select(Sample.Any)]);

    private static void Rejects(int order, Func<IReadOnlyList<Value>, Value> build, params long[][] shapes) =>
        Assert.Throws<GradientMismatchException>(() => GradientCheck.Verify(Function(build, shapes), order));
}
