using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>SIGHUP before the models are loaded, and after.</summary>
public sealed class HangUpTests : IDisposable
{
    private readonly HangUp _hangUp = new();
    private int _answers;

    public void Dispose() => _hangUp.Dispose();

    [Fact]
    public void Those_that_came_before_somebody_answers_are_answered_once()
    {
        _hangUp.Receive();
        _hangUp.Receive();
        _hangUp.AnswerBy(() => _answers++);

        Assert.Equal(1, _answers);
    }

    [Fact]
    public void Those_that_were_answered_are_not_answered_by_somebody_else_again()
    {
        _hangUp.Receive();
        _hangUp.AnswerBy(() => _answers++);
        _hangUp.AnswerBy(() => _answers++);

        Assert.Equal(1, _answers);
    }

    [Fact]
    public void Each_that_comes_later_is_answered()
    {
        _hangUp.AnswerBy(() => _answers++);
        Assert.Equal(0, _answers);
        _hangUp.Receive();
        _hangUp.Receive();

        Assert.Equal(2, _answers);
    }

    [Fact]
    public async Task A_server_that_is_loading_its_models_outlives_it()
    {
        using var folder = new ModelFolder();
        using var server = ServerProcess.Begin($"--Model:Path={folder.Path}", "--urls=http://127.0.0.1:0", "--Shutdown:DelaySeconds=0");
        Assert.True(SpinWait.SpinUntil(
            () => File.ReadAllText($"/proc/{server.Id}/maps").Contains("libonnxruntime", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30)));
        server.HangUp();

        await server.ListensAsync();
        server.Terminate();
        Assert.Equal(0, await server.ExitAsync());
    }
}
