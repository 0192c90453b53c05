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

    /// <summary>Options of a training session on one device, whose runs it may replay if all of them use the same addresses.</summary>
    internal static SessionOptions SessionOptions(Device device, bool replayed = false)
    {
        Start(Environment.ProcessorCount);
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.DisablePerSessionThreads();
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        device.Configure(options, replayed);
        return options;
    }
}
