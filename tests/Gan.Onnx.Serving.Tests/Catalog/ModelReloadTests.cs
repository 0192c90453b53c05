using System.Net;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Settings;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>A model that is loaded for ever, as from a file system that does not answer.</summary>
public sealed class ModelReloadTests : IAsyncDisposable
{
    private const string Key = "0123456789abcdef";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ManualResetEventSlim _answers = new(initialState: true);
    private readonly ManualResetEventSlim _isAsked = new();
    private readonly TestServer _server;
    private int _atOnce;

    public ModelReloadTests() => _server = new TestServer(
        services => services.AddSingleton<Func<Picture, IPngEncoder>>(sample =>
        {
            Interlocked.Increment(ref _atOnce);
            _isAsked.Set();
            _answers.Wait();
            Interlocked.Decrement(ref _atOnce);
            return new RunLengthPngEncoder(sample);
        }),
        ("Access:AdminKey", Key),
        ("Requests:TimeoutSeconds", "0.1"));

    public async ValueTask DisposeAsync()
    {
        _answers.Set();
        await _server.DisposeAsync();
        _answers.Dispose();
        _isAsked.Dispose();
    }

    [Fact]
    public async Task Nobody_who_asked_for_it_waits_longer_than_a_request_may_take()
    {
        using var client = _server.CreateClient();
        _answers.Reset();
        using var first = await AskAsync(client);
        using var second = await AskAsync(client);

        foreach (var answer in new[] { first, second })
        {
            var problem = await ProblemAssert.ReadAsync(answer, HttpStatusCode.GatewayTimeout);
            Assert.StartsWith("The models were not looked at in time", problem.GetProperty("detail").GetString());
        }

        _answers.Set();
        await _server.Services.GetRequiredService<ModelReload>().RunAsync(changedOnly: false, CancellationToken.None).WaitAsync(Patience);
    }

    [Fact]
    public async Task Two_who_ask_for_it_get_it_one_after_the_other()
    {
        _server.CreateClient().Dispose();
        var reload = _server.Services.GetRequiredService<ModelReload>();
        _answers.Reset();
        _isAsked.Reset();
        Task LookAsync() => reload.RunAsync(changedOnly: false, CancellationToken.None);
        var both = Task.WhenAll(LookAsync(), LookAsync());
        Assert.True(_isAsked.Wait(Patience));

        // Long enough for another to come as far, were it let.
        Assert.False(SpinWait.SpinUntil(() => Volatile.Read(ref _atOnce) > 1, TimeSpan.FromSeconds(0.5)));
        _answers.Set();
        await both.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_end_does_not_wait_for_it()
    {
        _server.CreateClient().Dispose();
        using var hangUp = new HangUp();
        using var watcher = new ModelWatcher(
            _server.Services.GetRequiredService<ModelReload>(), hangUp, _server.Services.GetRequiredService<ServingOptions>(),
            _server.Services.GetRequiredService<ILogger<ModelWatcher>>());
        _answers.Reset();
        _isAsked.Reset();
        await watcher.StartAsync(CancellationToken.None);
        hangUp.Receive();
        Assert.True(_isAsked.Wait(Patience));

        await watcher.StopAsync(CancellationToken.None).WaitAsync(Patience);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/models/reload");
        request.Headers.Add("X-API-Key", Key);
        return await client.SendAsync(request).WaitAsync(Patience);
    }
}
