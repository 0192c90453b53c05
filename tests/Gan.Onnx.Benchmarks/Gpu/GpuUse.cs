using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>The share of time in which at least one kernel ran, as nvidia-smi samples it while this exists.</summary>
internal sealed class GpuUse : IDisposable
{
    private readonly ConcurrentQueue<double> _samples = [];
    private readonly Process? _smi;

    /// <summary>Starts to sample.</summary>
    public GpuUse()
    {
        var start = new ProcessStartInfo("nvidia-smi", ["--query-gpu=utilization.gpu", "--format=csv,noheader,nounits", "-lms", "100"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            _smi = Process.Start(start);
        }
        catch (Win32Exception)
        {
            return;
        }

        _smi!.OutputDataReceived += (_, line) =>
        {
            if (double.TryParse(line.Data, CultureInfo.InvariantCulture, out var percent))
            {
                _samples.Enqueue(percent);
            }
        };
        _smi.BeginOutputReadLine();
        _smi.BeginErrorReadLine();
    }

    /// <summary>The median of the samples so far, in percent; null where there is none.</summary>
    public double? Percent => _samples.IsEmpty ? null : Timing.Median([.. _samples]);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_smi is { HasExited: false })
        {
            _smi.Kill();
        }

        _smi?.Dispose();
    }
}
