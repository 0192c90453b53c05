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
    public static Command Create()
    {
        var folder = OptionKinds.Text("--output", "DIR", $"Where classifier.onnx and manifest.json go. Default: {ClassifierFolder.Usual}.");
        var epochs = OptionKinds.Number(
            "--epochs", 1, 1000, $"Times that each training image is seen. Default: {ClassifierTrainer.Epochs}.");
        var seed = OptionKinds.Number("--seed", 0UL, ulong.MaxValue, "Everything random follows from it. Default: 1.");
        var force = Replacing.Option();
        var data = OptionKinds.Text("--data", "DIR", "A folder with MNIST's four files. Default: the user's cache, filled on first use.");
        var command = new Command(
            "train-classifier",
            "Train the digit classifier that 'evaluate' looks through, on the CPU: 60,000 training images, accuracy on the test images.")
        {
            folder, epochs, seed, data, force,
        };
        command.SetAction(parsed =>
        {
            var request = new Request(
                parsed.GetValue(folder) ?? ClassifierFolder.Usual,
                parsed.GetValue(epochs) ?? ClassifierTrainer.Epochs,
                parsed.GetValue(seed) ?? 1,
                DataFolder.Of(parsed.GetValue(data)));
            Replacing.Check(parsed.GetValue(force), "--output", Model(request.Folder), Manifest(request.Folder));
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

        cancellation.ThrowIfCancellationRequested();
        var manifest = new ClassifierManifest(
            Sha256Sum.Of(model),
            accuracy,
            request.Epochs,
            request.Seed,
            images.Sha256,
            ToolVersion.Current,
            FormattableString.Invariant($"train-classifier --epochs {request.Epochs} --seed {request.Seed}"));
        using var written = new AtomicFiles();
        written.Add(Model(request.Folder), model);
        written.Add(Manifest(request.Folder), manifest.ToUtf8());
        written.Commit();
        output.WriteLine(FormattableString.Invariant(
            $"{request.Folder}: accuracy {accuracy:P2} on the test images, {watch.Elapsed.TotalSeconds:F0} s."));
        return 0;
    }

    private static string Model(string folder) => Path.Combine(folder, DigitClassifier.FileName);

    private static string Manifest(string folder) => Path.Combine(folder, ClassifierManifest.FileName);

    private sealed record Request(string Folder, int Epochs, ulong Seed, string? Data);
}
