using System.Globalization;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Steps;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// Where an iteration's time goes: operators of both graphs, what ONNX Runtime does between them, optimizers and inputs, as a
/// Markdown table. Nodes are timed in traced runs, whole steps in others; the difference is what is between the nodes.
/// </summary>
internal static class ProfileBenchmark
{
    /// <summary>Runs <c>profile --preset P [--threads T] [--seconds S] [--data DIR] [--nodes N]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var (trainer, threads) = TrainedPreset.Start(arguments);
        using var trained = trainer;
        var seconds = arguments.Real("seconds", 5);
        var iteration = Timing.MedianMilliseconds(() => trainer.Iterate(), seconds);
        var batch = trainer.Data.BatchSize(0);
        var discriminator = ProfiledStep.Measure(trainer, DiscriminatorStep.Build(trainer.Preset, batch, trainer.Engine.Lowering), seconds);
        var generator = ProfiledStep.Measure(trainer, GeneratorStep.Build(trainer.Preset, batch, trainer.Engine.Lowering), seconds);
        var optimizers = Timing.MedianMilliseconds(IterationParts.Optimizers(trainer), seconds / 4);
        var inputs = Timing.MedianMilliseconds(IterationParts.Inputs(trainer), seconds / 4);

        Row[] rows =
        [
            .. Operators(discriminator, generator).OrderByDescending(row => row.Total),
            new Row("between nodes", null, Between(discriminator), Between(generator), 0),
            new Row("optimizers", null, 0, 0, optimizers),
            new Row("batch and latents", null, 0, 0, inputs),
        ];
        Print(rows, Line($"{trainer.Preset.Name}, batch {batch}, {threads} threads: {iteration:F3} ms an iteration"));
        foreach (var (step, times) in new[] { ("D", discriminator), ("G", generator) })
        {
            foreach (var kernel in times.Kernels.OrderByDescending(kernel => kernel.Milliseconds).Take(arguments.Number("nodes", 0)))
            {
                Console.WriteLine(Line($"{step}  {kernel.Milliseconds,8:F3} ms  {kernel.Operator}  {kernel.Shapes}  {kernel.Node}"));
            }
        }

        return 0;
    }

    private static IEnumerable<Row> Operators(ProfiledStep discriminator, ProfiledStep generator)
    {
        foreach (var name in discriminator.Kernels.Concat(generator.Kernels).Select(kernel => kernel.Operator).Distinct())
        {
            var (ofDiscriminator, ofGenerator) = (Of(discriminator, name), Of(generator, name));
            yield return new Row($"`{name}`", ofDiscriminator.Length + ofGenerator.Length, ofDiscriminator.Sum(), ofGenerator.Sum(), 0);
        }
    }

    private static double[] Of(ProfiledStep times, string name) =>
        [.. times.Kernels.Where(kernel => kernel.Operator == name).Select(kernel => kernel.Milliseconds)];

    private static double Between(ProfiledStep step) => step.RunMilliseconds - step.Kernels.Sum(kernel => kernel.Milliseconds);

    private static void Print(IReadOnlyList<Row> rows, string title)
    {
        var total = rows.Sum(row => row.Total);
        Console.WriteLine(title);
        Console.WriteLine();
        Console.WriteLine("| | nodes | D step, ms | G step, ms | iteration, ms | share |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var sum = new Row(
            "sum",
            rows.Sum(row => row.Nodes),
            rows.Sum(row => row.Discriminator),
            rows.Sum(row => row.Generator),
            rows.Sum(row => row.Other));
        foreach (var row in rows.Append(sum))
        {
            Console.WriteLine(Markdown(row, 100 * row.Total / total));
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Markdown(Row row, double percent) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {row.Name} | {row.Nodes} | {row.Discriminator:F3} | {row.Generator:F3} | {row.Total:F3} | {percent:F1} % |");

    private sealed record Row(string Name, int? Nodes, double Discriminator, double Generator, double Other)
    {
        public double Total => Discriminator + Generator + Other;
    }
}
