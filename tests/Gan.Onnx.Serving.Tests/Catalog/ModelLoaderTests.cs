using System.Runtime.CompilerServices;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Settings;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>What is loaded where, and what is left of it.</summary>
public class ModelLoaderTests
{
    [Fact]
    public async Task Where_no_GPU_can_be_used_auto_takes_the_processor_and_says_so_and_cuda_refuses()
    {
        using var folder = new ModelFolder();
        var log = new LogLines();
        await using var server = new TestServer(log.Replace, LogLines.On);
        var missing = Record.Exception(() => FrozenGenerator.Load(folder.Path, 1, GeneratorDevice.Cuda).Dispose());

        Load(ServingDevice.Cpu);
        Assert.Empty(log.With("runs on the CPU"));
        Load(ServingDevice.Auto);

        if (missing is null)
        {
            Assert.Empty(log.With("runs on the CPU"));
            Load(ServingDevice.Cuda);
            return;
        }

        var (_, level, text) = Assert.Single(log.With("runs on the CPU"));
        Assert.Equal((LogLevel.Warning, $"Device=auto: {folder.Path} runs on the CPU. {missing.Message}"), (level, text));
        Assert.Equal(missing.Message, Assert.Throws<GeneratorException>(() => Load(ServingDevice.Cuda)).Message);

        void Load(ServingDevice device)
        {
            var options = server.Services.GetRequiredService<ServingOptions>() with { Device = device };
            ActivatorUtilities.CreateInstance<ModelLoader>(server.Services, options).Load("model", folder.Path).Release();
        }
    }

    [Fact]
    public async Task A_model_without_an_encoder_for_its_pictures_is_refused()
    {
        using var folder = new SwapFolder();
        var isMissing = false;
        await using var server = new TestServer(
            services => services.AddSingleton<Func<Picture, IPngEncoder>>(
                sample => isMissing ? throw new DllNotFoundException("It is not there.") : new RunLengthPngEncoder(sample)),
            ("Model:Path", folder.Path));
        Assert.True(server.Services.GetRequiredService<ModelCatalog>().TryFind(null, out var entry));

        isMissing = true;
        folder.Put(good: false);

        Assert.False(entry.Reload());
        Assert.Equal("It cannot be loaded: It is not there. (DllNotFoundException)", entry.Refusal);
    }

    [Fact]
    public void What_nobody_holds_is_collected_when_memory_is_given_back()
    {
        for (var time = 1; time <= 2; time++)
        {
            var left = Leave();

            FreedMemory.GiveBackSoon();

            Assert.True(SpinWait.SpinUntil(() => !left.IsAlive, TimeSpan.FromSeconds(20)), $"it lives, time {time}");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Leave() => new(new byte[100_000]);
}
