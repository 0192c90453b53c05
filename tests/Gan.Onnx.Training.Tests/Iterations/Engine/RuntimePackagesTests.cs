using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public class RuntimePackagesTests
{
    [Fact]
    public void Native_library_has_the_version_of_the_referenced_package() =>
        Assert.Equal("1.31.0", OrtEnv.Instance().GetVersionString());

    [Fact]
    public void Extensions_library_registers_its_operators()
    {
        using var options = new SessionOptions();

        var failure = Record.Exception(options.RegisterOrtExtensions);

        Assert.Null(failure);
    }
}
