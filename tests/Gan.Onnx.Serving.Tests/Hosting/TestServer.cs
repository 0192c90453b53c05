using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>The whole program in this process, with the good model of make_models.py; every test starts its own.</summary>
internal sealed class TestServer(Action<IServiceCollection>? replaceServices = null, params (string Key, string Value)[] settings)
    : WebApplicationFactory<Program>
{
    /// <summary>
    /// Label sets a metric may have, in place of 2000, which take 7 MB a server. The framework's rate limiter keeps a server that is gone,
    /// and every collection of garbage, of which each model asks for one, goes through all of it.
    /// </summary>
    private const int LabelSets = 100;

    private readonly ModelFolder _folder = new();

    public TestServer(params (string Key, string Value)[] settings)
        : this(null, settings)
    {
    }

    /// <summary>The default model's generator.</summary>
    public FrozenGenerator Generator
    {
        get
        {
            Assert.True(Services.GetRequiredService<ModelCatalog>().TryFind(null, out var entry));
            var model = entry.Hold();
            model.Release();
            return model.Generator;
        }
    }

    /// <summary>A server of the ten-class model of make_models.py, which lies in <paramref name="folder"/>.</summary>
    public static TestServer Conditional(ModelFolder folder, params (string Key, string Value)[] settings)
    {
        folder.WriteManifest(manifest => manifest with { Classes = 10 });
        return new TestServer([("Model:Path", folder.Path), .. settings]);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Model:Path", _folder.Path);
        builder.UseSetting("Logging:LogLevel:Default", "None");
        builder.UseSetting("Shutdown:DelaySeconds", "0");
        builder.UseSetting("Models:PollSeconds", "0");
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureServices(services => services.ConfigureOpenTelemetryMeterProvider(
            meters => meters.AddView(_ => new MetricStreamConfiguration { CardinalityLimit = LabelSets })));
        if (replaceServices is not null)
        {
            builder.ConfigureServices(replaceServices);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder.Path))
        {
            _folder.Dispose();
        }
    }
}
