using System.Runtime.InteropServices;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>
/// SIGHUP, from the program's first moment on. Until the models are loaded it is remembered: it would otherwise end the process, and what
/// it was sent for may have come too late for the first load.
/// </summary>
internal sealed class HangUp : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration? _registration;
    private Action? _answer;
    private bool _isDue;

    /// <summary>Takes the signal from now on.</summary>
    public HangUp()
    {
        // On Windows it would be a console window that is being closed.
        _registration = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            Receive();
        });
    }

    /// <summary>What to do at each from now on, and at once for those that came before, which are one.</summary>
    public void AnswerBy(Action answer)
    {
        bool isDue;
        lock (_lock)
        {
            _answer = answer;
            (isDue, _isDue) = (_isDue, false);
        }

        if (isDue)
        {
            answer();
        }
    }

    /// <summary>The signal.</summary>
    internal void Receive()
    {
        Action? answer;
        lock (_lock)
        {
            answer = _answer;
            _isDue = answer is null;
        }

        answer?.Invoke();
    }

    public void Dispose() => _registration?.Dispose();
}
