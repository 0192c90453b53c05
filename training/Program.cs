using System.CommandLine;
using Gan.Onnx.Training.Commands;

namespace Gan.Onnx.Training;

/// <summary>The command line: every command of the program.</summary>
internal static class Program
{
    /// <summary>All commands.</summary>
    public static RootCommand Commands() =>
        new($"Gan.Onnx training: trains GANs as ONNX graphs on ONNX Runtime and freezes their generators.\n\n{CommandLine.ExitCodes}")
        {
            TrainCommand.Create(),
            ExportCommand.Create(),
            SampleCommand.Create(),
            PresetsCommand.Create(),
            InspectCommand.Create(),
            DataCommand.Create(),
            DoctorCommand.Create(),
            EvaluateCommand.Create(),
            RunsCommand.Create(),
            ArtifactsCommand.Create(),
            TrainClassifierCommand.Create(),
            GradientsCommand.Create(),
        };

    /// <summary>Runs one command of the console.</summary>
    /// <param name="commands">All commands that there are.</param>
    /// <param name="arguments">What the user typed.</param>
    /// <returns>The exit code.</returns>
    public static int Run(RootCommand commands, string[] arguments) =>
        CommandLine.Run(commands, arguments, Console.Out, Console.Error);

    private static int Main(string[] arguments) => Run(Commands(), arguments);
}
