using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>
/// A preset's first iterations on the device beside the CPU's, without TF32: gradients, losses and parameters; and whether the
/// deterministic mode gives the same bits twice.
/// </summary>
internal static class ParityProbe
{
    private const double FirstTolerance = 1e-4;
    private const double LastTolerance = 1e-3;

    // Runs that differ by rounding alone, and how much further off than the furthest of them a device may be: each sees a few of the many
    // ways that rounding can go.
    private const int DefaultNudges = 8;
    private const double Allowance = 4;

    /// <summary>Runs <c>parity --preset P [--device D] [--steps 20] [--nudges 8] [--data DIR]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var preset = new ProbedPreset(arguments);
        var steps = arguments.Number("steps", 20);
        var expected = Course.Of(preset.OnHost(), steps);
        var plain = Course.Of(preset.OnDevice(new CudaOptions(Tf32: false, Deterministic: false, Graph: false)), steps);
        var worst = plain.Last.Worst(expected.Last);
        var (first, firstParameters) = (plain.First.LossError(expected.First), plain.First.ParameterError(expected.First));

        // The generator's come after an update of the discriminator, which rounding may have sent another way.
        var gradients = plain.First.GradientError(Preset.DiscriminatorName, expected.First);
        var (last, lastParameters) = (plain.Last.LossError(expected.Last), plain.Last.ParameterError(expected.Last));
        var (lossAllowed, parametersAllowed) = (LastTolerance, LastTolerance);
        if (Math.Max(last, lastParameters) > LastTolerance)
        {
            // Adam turns gradients that are nothing but rounding into whole steps. How far that alone leads shows where no GPU takes part.
            var nudges = arguments.Number("nudges", DefaultNudges);
            var nudged = Enumerable.Range(1, nudges).Select(seed => Course.Of(preset.OnHostNudged(seed), steps).Last).ToArray();
            var (loss, parameters) = (nudged.Max(it => it.LossError(expected.Last)), nudged.Max(it => it.ParameterError(expected.Last)));
            (lossAllowed, parametersAllowed) = (Math.Max(LastTolerance, Allowance * loss), Math.Max(LastTolerance, Allowance * parameters));
            Finding.Write(new
            {
                table = $"the CPU beside itself, parameters moved by up to 8 units in the last place, the furthest of {nudges}",
                preset = preset.Name,
                steps,
                lossLast = loss,
                parametersLast = parameters,
            });
        }

        Finding.Write(new
        {
            table = "parity",
            preset = preset.Name,
            device = preset.DeviceName,
            steps,
            discriminatorGradientsStep1 = gradients,
            lossStep1 = first,
            parametersStep1 = firstParameters,
            lossLast = last,
            parametersLast = lastParameters,
            worstParameter = worst.Name,
            worstDifference = worst.Error,
            ok = Math.Max(gradients, Math.Max(first, firstParameters)) <= FirstTolerance
                && last <= lossAllowed && lastParameters <= parametersAllowed,
        });

        var strict = new CudaOptions(Tf32: false, Deterministic: true, Graph: false);
        var (once, twice) = (Course.Of(preset.OnDevice(strict), steps), Course.Of(preset.OnDevice(strict), steps));
        var same = once.Last.HasBitsOf(twice.Last);
        Finding.Write(new { table = "deterministic", preset = preset.Name, device = preset.DeviceName, steps, graph = false, ok = same });
        if (preset.DeviceName == "cuda")
        {
            var replayed = Course.Of(preset.OnDevice(strict with { Graph = true }), steps);
            Finding.Write(new
            {
                table = "deterministic",
                preset = preset.Name,
                device = preset.DeviceName,
                steps,
                graph = true,
                differenceToPlain = replayed.Last.ParameterError(once.Last),
                ok = replayed.Last.HasBitsOf(once.Last),
            });
        }

        return 0;
    }
}
