using Gan.Onnx.Benchmarks;

return args switch
{
    ["png", .. var rest] => PngBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Gan.Onnx.Benchmarks -- VERB [ARGUMENT]…. Verbs: png [MODEL].");
    return 2;
}
