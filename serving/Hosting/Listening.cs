using System.Net.Sockets;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>Runs the web server.</summary>
internal static class Listening
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="StartupException">It may not or cannot listen at an address, and the framework did not say which.</exception>
    public static async Task RunAsync(this WebApplication app, CheckedAddresses addresses)
    {
        try
        {
            await app.RunAsync();
        }
        catch (SocketException exception)
        {
            throw StartupException.CannotListen(addresses.Urls, StartupFault.ReasonOf(exception), exception);
        }
    }
}
