using Gan.Onnx.Training.Iterations.Engine;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>
/// What scripts/gpu/check.sh runs, a process each, so that a crash in native code ends one probe and not the check. Every probe takes
/// <c>--device cuda</c>, or <c>--device cpu</c> to be tried out without a GPU, and prints <see cref="Finding"/>s.
/// </summary>
internal static class GpuVerbs
{
    /// <summary>The verbs and their options, as the usage shows them.</summary>
    public const string Usage = """
          gpu copies    [--device D]
          gpu iteration --preset P [--device D] [--data DIR]
          gpu parity    --preset P [--device D] [--steps 20] [--nudges 8] [--data DIR]
          gpu speed     --preset P [--workload NAME] [--device D] [--batch N] [--seconds S] [--threads T] [--data DIR]
          gpu trained   --run DIR [--evaluation FILE]
          gpu serving   --server FILE --model DIR [--device D] [--threads T] [--seconds S]
          gpu images    --server FILE --model DIR [--device D]
          gpu pressure  --server FILE --model DIR [--device D] [--seconds S]
          gpu report    --results DIR
        """;

    /// <summary>Runs <c>gpu VERB …</c>; what a probe cannot go on from is told in words.</summary>
    public static int Run(string verb, Arguments arguments)
    {
        try
        {
            return Probe(verb, arguments);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or EngineException or InvalidOperationException or IOException)
        {
            Console.Error.WriteLine(exception is InvalidOperationException or OnnxRuntimeException ? exception : exception.Message);
            return 1;
        }
    }

    private static int Probe(string verb, Arguments arguments) => verb switch
    {
        "copies" => CopyProbe.Run(arguments),
        "iteration" => IterationProbe.Run(arguments),
        "parity" => ParityProbe.Run(arguments),
        "speed" => SpeedProbe.Run(arguments),
        "trained" => TrainedProbe.Run(arguments),
        "serving" => ServingProbe.RunAsync(arguments).GetAwaiter().GetResult(),
        "images" => ImagesProbe.RunAsync(arguments).GetAwaiter().GetResult(),
        "pressure" => PressureProbe.RunAsync(arguments).GetAwaiter().GetResult(),
        "report" => CheckReport.Run(arguments),
        _ => throw new ArgumentException($"gpu has no verb '{verb}'. It has:\n{Usage}"),
    };
}
