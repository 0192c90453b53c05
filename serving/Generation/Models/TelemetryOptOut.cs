using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gan.Onnx.Generation.Models;

/// <summary>
/// Keeps ONNX Runtime from reporting home: sets <c>ORT_DISABLE_TELEMETRY=1</c> before anything else in this library runs.
/// </summary>
public static partial class TelemetryOptOut
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>
    /// Sets the variable. A program that uses ONNX Runtime by itself calls this first: the runtime reads the variable once, when it
    /// starts, and a library's initializer waits for the library's first use.
    /// </summary>
#pragma warning disable CA2255 // A library should seldom act by itself; here every forgotten call would report home.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void Apply()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        if (!OperatingSystem.IsWindows())
        {
            // .NET keeps its own copy of the environment on Unix; the native library reads the C library's.
            _ = SetNativeVariable(Variable, "1", overwrite: 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNativeVariable(string name, string value, int overwrite);
}
