using System.CommandLine;
using System.Diagnostics;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>train-classifier</c>: trains the digit classifier that <c>evaluate</c> looks through.</summary>
internal static class TrainClassifierCommand
{
    /// <summary>Where the shipped classifier lies.</summary>
    public const string DefaultFolder = "models/classifier";

    public static Command Create()
    {
        var folder = OptionKinds.Text("--output", "DIR", $"Where classifier.onnx and manifest.json go. Default: {DefaultFolder}.");
        var epochs = OptionKinds.Number(
            "--epochs", 1, 1000, $"Times that each training image is seen. Default: {ClassifierTrainer.Epochs}.");
        var seed = OptionKinds.Number("--seed", 0L, long.MaxValue, "Everything random follows from it. Default: 1.");
        var data = OptionKinds.Text("--data", "DIR", "A folder with MNIST's four files. Default: the user's cache, filled on first use.");
        var command = new Command(
            "train-classifier",
            "Train the digit classifier that 'evaluate' looks through, on the CPU: 60,000 training images, accuracy on the test images.")
        {
            folder, epochs, seed, data,
        };
        command.SetAction(parsed =>
        {
            var request = new Request(
                parsed.GetValue(folder) ?? DefaultFolder,
                parsed.GetValue(epochs) ?? ClassifierTrainer.Epochs,
                (ulong)(parsed.GetValue(seed) ?? 1),
                parsed.GetValue(data));
            using var stop = new StopSignals();
            DedicatedThread.Run("classifier", () => Train(request, parsed.InvocationConfiguration.Output, stop.Token));
        });
        return command;
    }

    private static int Train(Request request, TextWriter output, CancellationToken cancellation)
    {
        OrtRuntime.Start(Environment.ProcessorCount);
        var progress = new FetchProgress(output);
        var files = Mnist.EnsureAsync(request.Data, progress, cancellation).GetAwaiter().GetResult();
        var images = files.Read(Mnist.TrainImages);
        var watch = Stopwatch.StartNew();
        using var trainer = new ClassifierTrainer(
            images.Elements.ToArray(), files.Read(Mnist.TrainLabels).Elements.ToArray(), request.Epochs, request.Seed);
        trainer.Train(progress, cancellation);
        var model = ClassifierExport.Write(trainer);
        using var classifier = new DigitClassifier(model);
        var accuracy = classifier.Accuracy(files.Read(Mnist.TestImages).Elements, files.Read(Mnist.TestLabels).Elements);

        AtomicFile.WriteAllBytes(Path.Combine(request.Folder, DigitClassifier.FileName), model);
        new ClassifierManifest(
            Sha256Sum.Of(model),
            accuracy,
            request.Epochs,
            request.Seed,
            images.Sha256,
            ToolVersion.Current,
            FormattableString.Invariant($"train-classifier --epochs {request.Epochs} --seed {request.Seed}"))
            .Write(Path.Combine(request.Folder, ClassifierManifest.FileName));
        output.WriteLine(FormattableString.Invariant(
            $"{request.Folder}: accuracy {accuracy:P2} on the test images, {watch.Elapsed.TotalSeconds:F0} s."));
        return 0;
    }

    private sealed record Request(string Folder, int Epochs, ulong Seed, string? Data);
}
