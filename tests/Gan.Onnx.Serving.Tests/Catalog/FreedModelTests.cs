using System.Buffers;
using System.Collections.Concurrent;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>A version that is not served any more is freed, whatever it was used for, and not before.</summary>
public sealed class FreedModelTests : IAsyncDisposable
{
    /// <summary>One of each kind, refused or not.</summary>
    private static readonly (string Method, string Path, string? Header, int Status)[] Requests =
    [
        ("GET", "/digits?seed=1", null, 200),
        ("HEAD", "/digits?seed=1", null, 200),
        ("GET", "/digits?seed=1", "If-None-Match: *", 304),
        ("GET", "/digits?count=0", null, 400),
        ("GET", "/digits?model=other", null, 404),
        ("GET", "/digits?version=00000000", null, 404),
        ("GET", "/digits", "Accept: image/gif", 406),
        ("GET", "/digits/1.png", null, 200),
        ("GET", "/digits/text/1", null, 400),
        ("GET", "/digits/interpolation?from=1&to=2", null, 200),
        ("GET", "/models", null, 200),
        ("GET", "/models/other", null, 404),
        ("GET", "/openapi/v1.json", null, 200),
    ];

    private readonly SwapFolder _folder = new();
    private readonly ConcurrentQueue<OwnedEncoder> _encoders = [];
    private readonly TestServer _server;
    private bool _isWarmUpBroken;
    private ServedModel? _warmedUp;

    public FreedModelTests() => _server = new TestServer(
        services => services
            .AddSingleton<Func<Picture, IPngEncoder>>(_ =>
            {
                var encoder = new OwnedEncoder();
                _encoders.Enqueue(encoder);
                return encoder;
            })
            .AddSingleton<Action<ServedModel>>(model =>
            {
                _warmedUp = model;
                if (_isWarmUpBroken)
                {
                    throw new InvalidOperationException("It is cold.\nVery cold.");
                }
            }),
        ("Model:Path", _folder.Path));

    private ModelCatalog Models => _server.Services.GetRequiredService<ModelCatalog>();

    private CatalogEntry Entry => Models.TryFind(null, out var entry) ? entry : throw new InvalidOperationException();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task After_a_swap_no_request_keeps_the_old_version()
    {
        using var client = _server.CreateClient();
        foreach (var (method, path, header, status) in Requests)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (header?.Split(": ") is [var name, var value])
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await client.SendAsync(request);
            Assert.Equal((path, status), (path, (int)response.StatusCode));
        }

        var old = Current();
        _folder.Put(good: false);
        Models.Reload(changedOnly: false);

        AssertFreed(old, _encoders.First());
        Assert.False(_encoders.Last().IsDisposed, "the new version is served");
    }

    [Fact]
    public async Task A_version_that_is_in_use_is_freed_when_it_is_not_any_more()
    {
        _server.CreateClient().Dispose();
        var held = Entry.Hold();
        Assert.True(held.TryHold());

        _folder.Put(good: false);
        Models.Reload(changedOnly: false);

        using (var images = await held.Batcher.GenerateAsync(new SeededLatents(1, 0, null, 1), 3, CancellationToken.None))
        {
            Assert.Equal(3, images!.Count);
        }

        Assert.NotSame(held, Current());
        held.Release();
        Assert.False(_encoders.First().IsDisposed);
        held.Release();
        AssertFreed(held, _encoders.First());
    }

    [Fact]
    public async Task A_server_that_ends_frees_what_it_served()
    {
        _server.CreateClient().Dispose();
        var model = Current();

        await _server.DisposeAsync();

        AssertFreed(model, _encoders.Single());
    }

    [Fact]
    public void A_new_version_that_fails_when_it_is_tried_is_freed_and_told_of()
    {
        _server.CreateClient().Dispose();
        using var figures = new ServerFigures(_server.Services);
        var served = Current();
        _isWarmUpBroken = true;
        _folder.Put(good: false);

        Assert.False(Entry.Reload());

        Assert.Equal("It cannot be loaded: It is cold. Very cold. (InvalidOperationException)", Entry.Refusal);
        Assert.Same(served, Current());
        Assert.NotSame(served, _warmedUp);
        AssertFreed(_warmedUp!, _encoders.Last());
        Assert.Equal((1, 0), (figures.Sum("gan.model.reloads", "refused"), figures.Sum("gan.model.reloads", "swapped")));
    }

    [Fact]
    public void The_same_version_once_more_changes_nothing_and_is_freed()
    {
        _server.CreateClient().Dispose();
        using var figures = new ServerFigures(_server.Services);
        var served = Current();

        Assert.False(Entry.Reload());

        Assert.Same(served, Current());
        Assert.NotSame(served, _warmedUp);
        AssertFreed(_warmedUp!, _encoders.Last());
        Assert.False(_encoders.First().IsDisposed);
        Assert.Equal(0, figures.Sum("gan.model.reloads"));
    }

    private ServedModel Current()
    {
        var model = Entry.Hold();
        model.Release();
        return model;
    }

    /// <summary>A request lets go of a model a moment after its answer, and memory is freed in the background.</summary>
    private static void AssertFreed(ServedModel model, OwnedEncoder encoder)
    {
        var patience = TimeSpan.FromSeconds(10);
        Assert.True(SpinWait.SpinUntil(() => !IsHeld(model), patience), "somebody holds it still");
        Assert.True(SpinWait.SpinUntil(() => encoder.IsDisposed, patience), "its memory is still in use");
        var asked = model.Batcher.GenerateAsync(new SeededLatents(1, 0, null, 1), 1, CancellationToken.None).AsTask();
        Assert.IsType<InvalidOperationException>(asked.Exception?.InnerException);
    }

    private static bool IsHeld(ServedModel model)
    {
        if (!model.TryHold())
        {
            return false;
        }

        model.Release();
        return true;
    }

    private sealed class OwnedEncoder : IPngEncoder, IDisposable
    {
        private volatile bool _isDisposed;

        public bool IsDisposed => _isDisposed;

        public string Key => "test";

        public void Encode(Picture image, IBufferWriter<byte> destination)
        {
        }

        public void Dispose() => _isDisposed = true;
    }
}
