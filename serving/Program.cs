using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving;

/// <summary>The program: every way in which it cannot start ends in one line and <see cref="ExitCode.CannotStart"/>.</summary>
internal sealed class Program
{
    private static int Main(string[] arguments) => Run(arguments, "Gan.Onnx.Serving");

    /// <summary>Does what the command line asks for.</summary>
    /// <param name="arguments">What the user typed.</param>
    /// <param name="program">What the user typed before them, for the help text.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(string[] arguments, string program)
    {
        try
        {
            // First of all, and apart from what needs a hundred libraries.
            HostLimits.Check();
            return Server.RunAsync(CommandLine.Read(arguments), program).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            return Refuse(StartupFault.Explain(exception));
        }
    }

    private static int Refuse(string explanation)
    {
        try
        {
            Console.Error.WriteLine(explanation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The error stream is full or closed; the exit code says it.
        }

        return ExitCode.CannotStart;
    }
}
