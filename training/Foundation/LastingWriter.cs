using System.Text;

namespace Gan.Onnx.Training.Foundation;

/// <summary>
/// Standard output as long as it lasts: when it can no longer be written (its disk is full, it was closed, its terminal is gone), the
/// first reason is kept and everything after it dropped, so that hours of work do not end over a line of progress. Safe for use from
/// several threads at once.
/// </summary>
/// <param name="inner">Where text goes; stays the caller's.</param>
public sealed class LastingWriter(TextWriter inner) : TextWriter
{
    private readonly Lock _lock = new();

    /// <summary>Where text goes.</summary>
    public TextWriter Inner => inner;

    /// <summary>Why it can no longer be written; null while it can.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    /// <summary>Whether an exception says that an output cannot be written, rather than that the program is wrong.</summary>
    public static bool IsOfOutput(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ObjectDisposedException;

    private void Try(Action write)
    {
        lock (_lock)
        {
            if (Failure is not null)
            {
                return;
            }

            try
            {
                write();
            }
            catch (Exception exception) when (IsOfOutput(exception))
            {
                Failure = exception;
            }
        }
    }
}
