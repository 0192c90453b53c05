using Gan.Onnx.Serving.Hosting;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>
/// Whether settings files are watched or looked at, which a variable of the whole process says; <c>scripts/start-up.sh</c> starts a server
/// where they cannot be watched.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class FileWatchingTests : IDisposable
{
    private const string Variable = "DOTNET_USE_POLLING_FILE_WATCHER";
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, _before);

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("1")]
    public void Where_the_system_can_tell_of_changes_the_operators_choice_stands(string? chosen)
    {
        Environment.SetEnvironmentVariable(Variable, chosen);

        FileWatching.Apply();

        Assert.Equal(chosen, Environment.GetEnvironmentVariable(Variable));
    }
}
