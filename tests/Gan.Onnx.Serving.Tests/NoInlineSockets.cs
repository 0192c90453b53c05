using System.Runtime.CompilerServices;

namespace Gan.Onnx.Serving.Tests;

/// <summary>
/// Keeps the server from having every socket of this process completed on the threads that hear of it, as it does in operation: xUnit lets
/// a test go on where its answer arrives, and there a test that waits would keep the next answer away. Servers in processes of their own
/// are as in operation.
/// </summary>
internal static class NoInlineSockets
{
    /// <summary>What System.Net.Sockets reads when the first socket is opened.</summary>
    public const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    [ModuleInitializer]
    internal static void Apply() => Environment.SetEnvironmentVariable(Variable, "0");
}
