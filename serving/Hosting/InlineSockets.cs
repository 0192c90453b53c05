using System.Runtime.CompilerServices;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Has requests handled on the threads that hear of their arrival, instead of handed to the thread pool: nothing here blocks a thread
/// before it has to wait for a batch, and handing over costs a third of a small request.
/// </summary>
internal static class InlineSockets
{
    // System.Net.Sockets reads it when the first socket is opened, and has no other way to be told.
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Applies unless the operator decided otherwise; works only before the first socket is opened.</summary>
    [ModuleInitializer]
    internal static void Apply()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}
