using System.Runtime.CompilerServices;
using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Tests;

/// <summary>Turns ONNX Runtime's telemetry off before the tests' first statement.</summary>
internal static class NoTelemetry
{
    [ModuleInitializer]
    internal static void Apply() => TelemetryOptOut.Apply();
}
