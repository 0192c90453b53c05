namespace Gan.Onnx.Training.Foundation;

/// <summary>
/// What a user is told in one line, without a stack trace: each layer's exception derives from it, and so needs no mention where the
/// command line catches it.
/// </summary>
public abstract class ToolException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The program's exit code for a mistake in the command, a preset or a file.</summary>
    public const int Mistake = 2;

    /// <summary>The program's exit code for a run that broke down.</summary>
    public const int Breakdown = 1;

    /// <summary>The program's exit code for a run that was saved before its end and is to go on: EX_TEMPFAIL of sysexits.h.</summary>
    public const int Unfinished = 75;

    /// <summary><see cref="Mistake"/>, unless the exception's layer knows better.</summary>
    public virtual int ExitCode => Mistake;
}
