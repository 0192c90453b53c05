using System.CommandLine;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>data</c>: fetches MNIST, or checks a copy of it.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var data = OptionKinds.Text("--data", "DIR", "Check the four files in this folder instead of fetching them to the user's cache.");
        var command = new Command("data", "Fetch MNIST, or check a copy of it: all four files by SHA-256.") { data };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            using var stop = new StopSignals();
            var folder = await Mnist.EnsureAsync(DataFolder.Of(parsed.GetValue(data)), new FetchProgress(output), stop.Token);
            foreach (var file in Mnist.Dataset.Files)
            {
                output.WriteLine($"{file.Name}: [{string.Join(", ", folder.Read(file).Shape)}], SHA-256 {file.Sha256}");
            }

            output.WriteLine($"MNIST is complete in {folder.Path}");
        });
        return command;
    }
}
