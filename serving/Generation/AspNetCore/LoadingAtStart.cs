using Gan.Onnx.Generation.Models;
using Microsoft.Extensions.Hosting;

namespace Gan.Onnx.Generation.AspNetCore;

/// <summary>Asks for a generator when the host starts, before it listens.</summary>
/// <param name="load">Asks the host's services, which keep it.</param>
internal sealed class LoadingAtStart(Func<FrozenGenerator> load) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        load();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
