using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Tests.Architecture;

/// <summary>The packages' interfaces, see <see cref="PublicApi"/>.</summary>
public class PublicApiTests
{
    [Fact]
    public void Graphs_are_called_as_agreed() => PublicApi.AssertIsAsAgreed(typeof(Shape).Assembly);

    [Fact]
    public void Frozen_generators_are_called_as_agreed() => PublicApi.AssertIsAsAgreed(typeof(RandomStream).Assembly);
}
