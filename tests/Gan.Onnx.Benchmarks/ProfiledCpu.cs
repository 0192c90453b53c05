using Gan.Onnx.Training.Iterations.Engine;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// The CPU, with every session writing down when each of its kernels ran: <c>PREFIX_DATE.json</c>, complete when the session ends.
/// </summary>
/// <param name="prefix">The file's path, up to the date.</param>
internal sealed class ProfiledCpu(string prefix) : CpuDevice
{
    public override void Configure(SessionOptions options, bool replayed)
    {
        base.Configure(options, replayed);
        options.ProfileOutputPathPrefix = prefix;
        options.EnableProfiling = true;
    }
}
