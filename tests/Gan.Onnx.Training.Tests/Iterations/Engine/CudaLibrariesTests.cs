using System.Text.RegularExpressions;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public partial class CudaLibrariesTests
{
    [Fact]
    public void Both_platforms_need_the_same_in_the_same_order() => Assert.Equal(
        CudaLibraries.OnLinux.Select(library => Stem().Match(library.Name).Value),
        CudaLibraries.OnWindows.Select(library => Stem().Match(library.Name).Value));

    [Fact]
    public void Releases_are_the_same() => Assert.Equal(
        CudaLibraries.OnLinux.Skip(1).Select(library => Release().Match(library.Name).Groups[1].Value),
        CudaLibraries.OnWindows.Skip(1).Select(library => Release().Match(library.Name).Groups[1].Value));

    [Fact]
    public void What_is_nowhere_cannot_be_loaded() => Assert.False(CudaLibraries.CanLoad("libnowhere.so.1"));

    [GeneratedRegex("cu[a-zL]+")]
    private static partial Regex Stem();

    /// <summary>libcurand.so.10 and curand64_10.dll.</summary>
    [GeneratedRegex("(\\d+)(\\.dll)?$")]
    private static partial Regex Release();
}
