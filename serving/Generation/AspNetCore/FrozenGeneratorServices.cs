using Gan.Onnx.Generation.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gan.Onnx.Generation.AspNetCore;

/// <summary>
/// Frozen generators as services. Each is loaded once, when the host starts: a model that is missing or damaged keeps the host from
/// starting, by a <see cref="GeneratorException"/>, rather than fail its first request. The host disposes of it when it ends.
/// </summary>
public static class FrozenGeneratorServices
{
    /// <summary>Adds a <see cref="FrozenGenerator"/>, which several requests may use at once.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="path">
    /// A folder holding generator.onnx and manifest.json, or an .onnx file with manifest.json beside it; relative to the host's content
    /// root.
    /// </param>
    /// <param name="threads">Threads that one call may use; at least 1.</param>
    /// <param name="device">Where it runs.</param>
    public static IServiceCollection AddFrozenGenerator(
        this IServiceCollection services, string path, int threads = 1, GeneratorDevice device = GeneratorDevice.Cpu) =>
        Add(services, key: null, path, threads, device);

    /// <summary>Adds one of several, for <c>[FromKeyedServices("digits")] FrozenGenerator</c>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="key">What it is asked for by.</param>
    /// <param name="path">As in <see cref="AddFrozenGenerator"/>.</param>
    /// <param name="threads">Threads that one call may use; at least 1.</param>
    /// <param name="device">Where it runs.</param>
    public static IServiceCollection AddKeyedFrozenGenerator(
        this IServiceCollection services, object key, string path, int threads = 1, GeneratorDevice device = GeneratorDevice.Cpu)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Add(services, key, path, threads, device);
    }

    // A service without a key is one whose key is null.
    private static IServiceCollection Add(IServiceCollection services, object? key, string path, int threads, GeneratorDevice device)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return services
            .AddKeyedSingleton(key, (provider, _) => Load(provider, path, threads, device))
            .AddSingleton<IHostedService>(
                provider => new LoadingAtStart(() => provider.GetRequiredKeyedService<FrozenGenerator>(key)));
    }

    private static FrozenGenerator Load(IServiceProvider services, string path, int threads, GeneratorDevice device) =>
        FrozenGenerator.Load(
            Path.Combine(services.GetService<IHostEnvironment>()?.ContentRootPath ?? "", path), threads, device);
}
