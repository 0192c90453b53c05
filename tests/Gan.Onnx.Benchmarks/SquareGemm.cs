using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// One large square matrix product: the roof, since nothing that ONNX Runtime does on these threads does more arithmetic a second.
/// </summary>
internal sealed class SquareGemm : IDisposable
{
    private const int Side = 1024;
    private readonly HostEngine _engine = new([]);
    private readonly CompiledGraph _graph;

    public SquareGemm()
    {
        var graph = new GraphBuilder("square_gemm");
        var (a, b) = (graph.Input("a", Shape.Of(Side, Side)), graph.Input("b", Shape.Of(Side, Side)));
        graph.Output("y", a.Gemm(b));
        _graph = _engine.Compile(graph);
        var random = new RandomStream(1, 1);
        random.Normal(_graph.Input("a"), 0, 0, 1);
        random.Normal(_graph.Input("b"), 1, 0, 1);
    }

    /// <summary>Floating-point operations of a run, in 10⁹: a product and a sum count as two.</summary>
    public double Gigaflop => 2e-9 * Side * Side * Side;

    public void Run() => _engine.Run(_graph);

    public void Dispose()
    {
        _graph.Dispose();
        _engine.Dispose();
    }
}
