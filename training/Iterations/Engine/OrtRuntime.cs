using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// ONNX Runtime's process-wide environment. All training sessions share one thread pool: D's and G's sessions run in
/// turn, and two spinning pools would fight for the same cores.
/// </summary>
public static class OrtRuntime
{
    private static readonly Lock Gate = new();

    /// <summary>Threads of the shared pool, the calling thread among them; 0 before the first use.</summary>
    public static int Threads { get; private set; }

    /// <summary>
    /// Starts the environment, with telemetry off and denormals flushed. Later calls find it started; the first count of threads stays.
    /// </summary>
    /// <param name="threads">1 or more.</param>
    public static void Start(int threads)
    {
        lock (Gate)
        {
            if (Threads > 0)
            {
                return;
            }

            var pool = new OrtThreadingOptions { GlobalIntraOpNumThreads = threads, GlobalInterOpNumThreads = 1, GlobalSpinControl = true };
            pool.SetGlobalDenormalAsZero();
            var options = new EnvironmentCreationOptions
            {
                logId = "Gan.Onnx",
                logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
                threadOptions = pool,
            };
            OrtEnv.CreateInstanceWithOptions(ref options);
            Threads = threads;
        }
    }

    /// <summary>Options of a training session on one device.</summary>
    /// <param name="device">Where it runs.</param>
    /// <param name="replayed">Whether all runs use the same addresses, so that the device may replay them.</param>
    /// <param name="ownThreads">Threads of the session's own, the caller's among them; null for those that all sessions share.</param>
    internal static SessionOptions SessionOptions(Device device, bool replayed = false, int? ownThreads = null)
    {
        Start(Environment.ProcessorCount);
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        if (ownThreads is { } threads)
        {
            options.IntraOpNumThreads = threads;
        }
        else
        {
            options.DisablePerSessionThreads();
        }

        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        device.Configure(options, replayed);
        return options;
    }
}
