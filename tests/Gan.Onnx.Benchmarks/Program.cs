using Gan.Onnx.Benchmarks;
using Gan.Onnx.Benchmarks.Gpu;

return args switch
{
    ["dump", .. var rest] => DumpBenchmark.Run(new Arguments(rest)),
    ["gpu", var verb, .. var rest] => GpuVerbs.Run(verb, new Arguments(rest)),
    ["lowering", .. var rest] => LoweringBenchmark.Run(new Arguments(rest)),
    ["png", .. var rest] => PngBenchmark.Run(rest),
    ["raw", .. var rest] => RawBenchmark.Run(new Arguments(rest)),
    ["train", .. var rest] => TrainBenchmark.Run(new Arguments(rest)),
    ["profile", .. var rest] => ProfileBenchmark.Run(new Arguments(rest)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Gan.Onnx.Benchmarks -- VERB [ARGUMENT]…. Verbs:");
    Console.Error.WriteLine(GpuVerbs.Usage);
    Console.Error.WriteLine("  dump --preset P --output DIR [--threads T] [--data DIR]");
    Console.Error.WriteLine("  lowering --preset P [--threads T] [--count N]");
    Console.Error.WriteLine("  png [MODEL]");
    Console.Error.WriteLine("  raw --model DIR [--batches 1,2,4] [--threads T] [--seconds S]");
    Console.Error.WriteLine("  train --preset P [--threads T] [--seconds S] [--data DIR] [--json]");
    Console.Error.WriteLine("  profile --preset P [--threads T] [--seconds S] [--data DIR] [--nodes N]");
    return 2;
}
