using Gan.Onnx.Generation.AspNetCore;
using Gan.Onnx.Training.Tests.Architecture;

namespace Gan.Onnx.Serving.Tests.Architecture;

/// <summary>The package's interface, see <see cref="PublicApi"/>.</summary>
public class PublicApiTests
{
    [Fact]
    public void Services_are_added_as_agreed() => PublicApi.AssertIsAsAgreed(typeof(FrozenGeneratorServices).Assembly);
}
