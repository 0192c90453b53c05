using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gan.Onnx.Generation;

/// <summary>Keeps ONNX Runtime from reporting home: sets <c>ORT_DISABLE_TELEMETRY=1</c> before the program's first statement.</summary>
internal static partial class TelemetryOptOut
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    [ModuleInitializer]
    internal static void Apply()
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
