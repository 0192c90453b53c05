using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>The whole program in this process, with the good model of make_models.py; every test starts its own.</summary>
internal sealed class TestServer(Action<IServiceCollection>? replaceServices = null, params (string Key, string Value)[] settings)
    : WebApplicationFactory<Program>
{
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
