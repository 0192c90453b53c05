using System.CommandLine;
using Gan.Onnx.Training.Commands;

var root = new RootCommand("Gan.Onnx training: trains GANs as ONNX graphs on ONNX Runtime and freezes their generators.")
{
    TrainCommand.Create(),
    ExportCommand.Create(),
    SampleCommand.Create(),
    PresetsCommand.Create(),
    InspectCommand.Create(),
    DataCommand.Create(),
};
return CommandLine.Run(root, args);
