using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// The first iteration that <see cref="TrainBenchmark"/> makes, recorded as <c>train --dump-steps</c> does: so that an opponent starts
/// from the same weights and shows that it computes the same.
/// </summary>
internal static class DumpBenchmark
{
    /// <summary>Runs <c>dump --preset P --output DIR [--threads T] [--data DIR]</c>; writes <c>step-000001.safetensors</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var (trainer, _) = TrainedPreset.Start(arguments);
        using var trained = trainer;
        var dump = new StepDump();
        trainer.Iterate(dump);
        dump.Write(arguments.Text("output", "."), trainer.Step);
        return 0;
    }
}
