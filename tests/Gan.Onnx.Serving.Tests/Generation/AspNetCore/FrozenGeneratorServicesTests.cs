using Gan.Onnx.Generation.AspNetCore;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Generation.AspNetCore;

public class FrozenGeneratorServicesTests : IDisposable
{
    private readonly ModelFolder _folder = new("good");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Handler_draws_with_the_generator_it_is_given()
    {
        await using var app = App(services => services.AddFrozenGenerator(_folder.Path));
        app.MapGet("/", (FrozenGenerator generator) => Results.Bytes(generator.Draw(4, seed: 7).ToPng(), "image/png"));
        await app.StartAsync(TestContext.Current.CancellationToken);

        var png = await app.GetTestClient().GetByteArrayAsync("/", TestContext.Current.CancellationToken);

        using var alone = FrozenGenerator.Load(_folder.Path, threads: 1);
        Assert.Equal(alone.Draw(4, seed: 7).ToPng(), png);
    }

    [Fact]
    public async Task Path_is_relative_to_the_content_root()
    {
        await using var app = App(services => services.AddFrozenGenerator("."));
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(_folder.ModelFile, Path.GetFullPath(app.Services.GetRequiredService<FrozenGenerator>().Path));
    }

    [Fact]
    public async Task Each_of_several_has_its_key()
    {
        using var colour = ModelFolder.Colour();
        await using var app = App(services => services
            .AddKeyedFrozenGenerator("grey", _folder.Path)
            .AddKeyedFrozenGenerator("colour", colour.Path));
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, app.Services.GetRequiredKeyedService<FrozenGenerator>("grey").ImageChannels);
        Assert.Equal(3, app.Services.GetRequiredKeyedService<FrozenGenerator>("colour").ImageChannels);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_does_not_start_without_the_model(bool keyed)
    {
        await using var app = App(services =>
            _ = keyed ? services.AddKeyedFrozenGenerator("digits", "nowhere") : services.AddFrozenGenerator("nowhere"));

        var fault = await Assert.ThrowsAsync<GeneratorException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("nowhere", fault.Message);
    }

    [Fact]
    public async Task Generator_ends_with_the_host()
    {
        FrozenGenerator generator;
        await using (var app = App(services => services.AddFrozenGenerator(_folder.Path)))
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            generator = app.Services.GetRequiredService<FrozenGenerator>();
        }

        Assert.Throws<ObjectDisposedException>(() => generator.Generate(1, seed: 1));
    }

    [Fact]
    public void What_cannot_be_is_refused_where_it_is_written()
    {
        var services = new ServiceCollection();

        Assert.Throws<ArgumentException>(() => services.AddFrozenGenerator(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddFrozenGenerator("models/default", threads: 0));
        Assert.Throws<ArgumentNullException>(() => services.AddKeyedFrozenGenerator(null!, "models/default"));
        Assert.Empty(services);
    }

    private WebApplication App(Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = _folder.Path });
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        add(builder.Services);
        return builder.Build();
    }
}
