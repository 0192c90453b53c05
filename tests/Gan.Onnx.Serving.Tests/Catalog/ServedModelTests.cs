using System.IO.Compression;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>A version is freed when the last that held it lets go, and its generator with it.</summary>
public sealed class ServedModelTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestServer _server = new();
    private readonly ModelFolder _folder = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Its_generator_is_freed_with_it_and_not_before()
    {
        var (session, generator) = WatchedSession.Of(_folder);
        var model = Serve(generator);
        Assert.True(model.TryHold());

        model.Release();
        Assert.False(session.IsDisposed);
        model.Release();

        Assert.True(SpinWait.SpinUntil(() => session.IsDisposed, Patience));
    }

    [Fact]
    public void A_generator_whose_pictures_have_no_encoder_is_freed()
    {
        var (session, generator) = WatchedSession.Of(_folder);
        Func<Picture, IPngEncoder> missing = _ => throw new DllNotFoundException();
        var loader = ActivatorUtilities.CreateInstance<ModelLoader>(_server.Services, missing);

        Assert.Throws<DllNotFoundException>(() => loader.Start("model", generator));

        Assert.True(session.IsDisposed);
    }

    private ServedModel Serve(FrozenGenerator generator) => new(
        "model",
        generator,
        new ImageBatcher(generator, new BatchingOptions(1, 1, 1), _server.Services.GetRequiredService<ServingMetrics>()),
        new ZlibPngEncoder(CompressionLevel.Fastest),
        _server.Services.GetRequiredService<DrawingLimit>());
}
