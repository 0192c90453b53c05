using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving;

/// <summary>The program: every way in which it cannot start ends in one line and <see cref="ExitCode.CannotStart"/>.</summary>
internal sealed class Program
{
    private static int Main(string[] arguments)
    {
        try
        {
            // First of all, and apart from what needs a hundred libraries.
            HostLimits.Check();
            return Server.RunAsync(CommandLine.Read(arguments)).GetAwaiter().GetResult();
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
