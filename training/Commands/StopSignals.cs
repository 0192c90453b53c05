using System.Runtime.InteropServices;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Commands;

/// <summary>
/// Turns Ctrl-C, SIGTERM and SIGHUP (the terminal was closed) into a request to save and stop, or to leave without half-written files; a
/// second Ctrl-C ends the process at once. Signals that were ignored when the program was started, as <c>nohup</c> does, stay ignored.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop),
    ];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        // The source is not disposed of: a signal that is being handled at this moment would find it gone, and end the process.
    }

    private void Stop(PosixSignalContext context)
    {
        // A terminal that closes sends SIGHUP once or twice; only people ask a second time.
        context.Cancel = !_source.IsCancellationRequested || context.Signal == PosixSignal.SIGHUP;
        if (context.Cancel)
        {
            _source.Cancel();
        }
        else if (!Console.IsOutputRedirected)
        {
            // The live display, which hides the cursor, is not going to end in good order.
            new LastingWriter(Console.Out).Write("\e[?25h\n");
        }
    }
}
