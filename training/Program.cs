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
            ArtifactsCommand.Create(),
            TrainClassifierCommand.Create(),
            GradientsCommand.Create(),
        };

    private static int Main(string[] arguments) => CommandLine.Run(Commands(), arguments, Console.Out, Console.Error);
}
