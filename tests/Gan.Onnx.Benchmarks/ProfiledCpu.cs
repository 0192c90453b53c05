using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks.Lowerings;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// The CPU, with every session writing down when each of its kernels ran: <c>PREFIX_DATE.json</c>, complete when the session ends.
/// </summary>
/// <param name="prefix">The file's path, up to the date.</param>
internal sealed class ProfiledCpu(string prefix) : Device
{
    private readonly CpuDevice _cpu = new();

    public override string Name => _cpu.Name;

    public override Lowering Lowering => _cpu.Lowering;

    public override void Configure(SessionOptions options, bool replayed)
    {
        _cpu.Configure(options, replayed);
        options.ProfileOutputPathPrefix = prefix;
        options.EnableProfiling = true;
    }

    public override OrtMemoryInfo CreateMemoryInfo() => _cpu.CreateMemoryInfo();
}
