using System.Runtime.CompilerServices;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Tests.Networks.Optimizers;

namespace Gan.Onnx.Training.Tests;

/// <summary>
/// All tests share one process, so ONNX Runtime is started once, as training starts it, before any test can start it otherwise.
/// With one thread: tests run side by side already, and threads that wait for each other would keep cores from them.
/// </summary>
internal static class OneRuntime
{
    [ModuleInitializer]
    internal static void Start()
    {
        UnflushedThread.Start();
        OrtRuntime.Start(threads: 1);
    }
}
