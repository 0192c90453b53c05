using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// The most that ONNX Runtime itself gives: images a second of the process's CPU time when a frozen generator runs and nothing else
/// does, at each batch size. The last line is JSON.
/// </summary>
internal static class RawBenchmark
{
    private const string Batches = "1,2,4,8,16,32,64,128";

    // Batch sizes take turns this long, so that whatever else the machine does hits all of them alike.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs <c>raw --model DIR [--batches 1,2,4] [--seconds S] [--threads 1]</c>; S is wall time for each batch size.</summary>
    public static int Run(Arguments arguments)
    {
        var model = arguments.Text("model", "models/default");
        var threads = arguments.Number("threads", 1);
        int[] sizes = [.. arguments.Text("batches", Batches)
            .Split(',')
            .Select(size => int.Parse(size, NumberStyles.None, CultureInfo.InvariantCulture))];
        RawGenerator[] generators = [.. sizes.Select(size => new RawGenerator(model, size, threads))];
        var measured = Measure(generators, arguments.Real("seconds", 1));
        Array.ForEach(generators, generator => generator.Dispose());

        var best = measured.MaxBy(result => result.ImagesPerCpuSecond)!;
        Console.WriteLine($"{model}, {threads} thread(s), ONNX Runtime alone");
        Console.WriteLine($"{"batch",6} {"images/CPU-s",13} {"images/s",10} {"µs an image",12}");
        foreach (var result in measured)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Batch,6} {result.ImagesPerCpuSecond,13:F0} {result.ImagesPerSecond,10:F0} "
                + $"{1e6 / result.ImagesPerCpuSecond,12:F1}{(result == best ? "   best" : "")}"));
        }

        Console.WriteLine(JsonSerializer.Serialize(new { model, threads, batches = measured, best }, JsonSerializerOptions.Web));
        return 0;
    }

    private static Measured[] Measure(RawGenerator[] generators, double seconds)
    {
        Array.ForEach(generators, generator => Repeat(generator, Turn * 2));
        var sums = new (long Images, TimeSpan Wall, TimeSpan Cpu)[generators.Length];
        while (sums.Any(sum => sum.Wall.TotalSeconds < seconds))
        {
            for (var i = 0; i < generators.Length; i++)
            {
                var (images, wall, cpu) = Repeat(generators[i], Turn);
                sums[i] = (sums[i].Images + images, sums[i].Wall + wall, sums[i].Cpu + cpu);
            }
        }

        return [.. generators.Zip(sums, (generator, sum) =>
            new Measured(generator.Batch, sum.Images / sum.Cpu.TotalSeconds, sum.Images / sum.Wall.TotalSeconds))];
    }

    private static (long Images, TimeSpan Wall, TimeSpan Cpu) Repeat(RawGenerator generator, TimeSpan time)
    {
        long images = 0;
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        do
        {
            generator.Run();
            images += generator.Batch;
        }
        while (clock.Elapsed < time);
        var wall = clock.Elapsed;
        return (images, wall, Environment.CpuUsage.TotalTime - cpu);
    }

    private sealed record Measured(int Batch, double ImagesPerCpuSecond, double ImagesPerSecond);
}
