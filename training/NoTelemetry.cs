using System.Runtime.CompilerServices;
using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Training;

/// <summary>Turns ONNX Runtime's telemetry off before the program's first statement.</summary>
internal static class NoTelemetry
{
    [ModuleInitializer]
    internal static void Apply() => TelemetryOptOut.Apply();
}
