using System.CommandLine;

namespace Gan.Onnx.Tool;

/// <summary>The command <c>gan</c>: every command of training, and <c>serve</c>.</summary>
internal static class Program
{
    private const string Serve = "serve";

    private static int Main(string[] arguments) =>
        // The server reads its settings by its own rules, so nobody reads them before it does.
        arguments is [Serve, .. var settings]
            ? Serving.Program.Run(settings, $"gan {Serve}")
            : Training.Program.Run(WithServe(Training.Program.Commands()), arguments);

    /// <summary>Has <c>gan --help</c> name it.</summary>
    private static RootCommand WithServe(RootCommand commands)
    {
        commands.Add(new Command(Serve, "Serve images of a frozen generator over HTTP; 'gan serve --help' lists the settings."));
        return commands;
    }
}
