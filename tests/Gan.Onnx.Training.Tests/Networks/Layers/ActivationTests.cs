using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

/// <summary>Layers without parameters, against PyTorch's definitions.</summary>
public class ActivationTests
{
    /// <summary>Layer(-2), Layer(0), Layer(0.5) and Layer(3).</summary>
    private static readonly IReadOnlyList<(Layer Layer, double[] Expected)> Known =
    [
        (new ReLU(), [0, 0, 0.5, 3]),
        (new LeakyReLU(0.2), [-0.4, 0, 0.5, 3]),
        (new Tanh(), [-0.96402758, 0, 0.46211716, 0.99505475]),
        (new Sigmoid(), [0.11920292, 0.5, 0.62245933, 0.95257413]),
        (new Softplus(), [0.12692801, 0.69314718, 0.97407698, 3.04858735]),
    ];

    public static TheoryData<Layer, double[]> Examples
    {
        get
        {
            var examples = new TheoryData<Layer, double[]>();
            foreach (var (layer, expected) in Known)
            {
                examples.Add(layer, expected);
            }

            return examples;
        }
    }

    public static TheoryData<Type> ParameterlessLayers =>
        new(typeof(Layer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Layer))
                && type.GetConstructors()[0].GetParameters().All(parameter => parameter.ParameterType == typeof(double))
                && type != typeof(Dropout)
                && type != typeof(Flatten)));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Computes_the_known_values(Layer layer, double[] expected)
    {
        var y = LayerRun.Execute(layer, Shape.Of(2, 2), [-2, 0, 0.5, 3]);

        Assert.Equal(Shape.Of(2, 2), y.Shape);
        Assert.All(expected.Zip(y.Elements), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Has_no_parameters(Layer layer, double[] expected)
    {
        Assert.Empty(layer.DeclareParameters());
        Assert.Equal(4, expected.Length);
    }

    [Theory]
    [MemberData(nameof(ParameterlessLayers))]
    public void Every_activation_has_an_example(Type type) => Assert.Contains(Known, known => known.Layer.GetType() == type);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void LeakyReLU_rejects_a_slope_out_of_range(double slope) => Assert.Equal(
        FormattableString.Invariant($"at.negativeSlope must be 0 to 1, found {slope}."),
        Assert.Throws<PresetException>(() => new LeakyReLU(slope).Validate("at")).Message);
}
