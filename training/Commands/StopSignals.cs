using System.Runtime.InteropServices;

namespace Gan.Onnx.Training.Commands;

/// <summary>Turns Ctrl-C and SIGTERM into a request to save and stop; a second Ctrl-C ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        if (context.Cancel)
        {
            _source.Cancel();
        }
        else if (!Console.IsOutputRedirected)
        {
            // The live display, which hides the cursor, is not going to end in good order.
            Console.Write("\e[?25h\n");
        }
    }
}
