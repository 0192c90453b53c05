using System.CommandLine;
using System.Diagnostics;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>train-classifier</c>: trains the digit classifier that <c>evaluate</c> looks through.</summary>
internal static class TrainClassifierCommand
{
    public static Command Create()
    {
        var folder = OptionKinds.Text(
            "--output", "DIR", $"Where classifier.onnx and manifest.json go. Default for MNIST: {ClassifierFolder.Usual}.");
        var epochs = OptionKinds.Number(
            "--epochs", 1, 1000, $"Times that each training image is seen. Default: {ClassifierTrainer.Epochs}.");
        var seed = OptionKinds.Number("--seed", 0UL, ulong.MaxValue, "Everything random follows from it. Default: 1.");
        var force = Replacing.Option();
        var data = OptionKinds.Text(
            "--data",
            "PATH",
            "A folder with MNIST's four files, or with those of another set of 28×28 grey images in at most ten classes, such as "
            + "Fashion-MNIST; or a file in it. Default: MNIST in the user's cache, filled on first use.");
        var command = new Command(
            "train-classifier",
            "Train the classifier that 'evaluate' looks through, on the CPU: on MNIST's training images, or on those of --data; accuracy "
            + "on the test images.")
        {
            folder, epochs, seed, data, force,
        };
        command.SetAction(parsed =>
        {
            var request = new Request(
                parsed.GetValue(folder),
                parsed.GetValue(epochs) ?? ClassifierTrainer.Epochs,
                parsed.GetValue(seed) ?? 1,
                DataFolder.Of(parsed.GetValue(data)),
                parsed.GetValue(force));
            if (request.Output is not null || request.Data is null)
            {
                request.CheckOutput(Mnist.TrainImages.Sha256);
            }

            using var stop = new StopSignals();
            DedicatedThread.Run("classifier", () => Train(request, parsed.InvocationConfiguration.Output, stop.Token));
        });
        return command;
    }

    private static int Train(Request request, TextWriter output, CancellationToken cancellation)
    {
        OrtRuntime.Start(Environment.ProcessorCount);
        var progress = new FetchProgress(output);
        var set = LabelledSet.Open(request.Data, progress, cancellation);
        DigitClassifier.Require(set.Train);
        if (request.Output is null && request.Data is not null)
        {
            request.CheckOutput(set.Train.Images.Sha256);
        }

        var watch = Stopwatch.StartNew();
        using var trainer = new ClassifierTrainer(
            set.Train.Images.Whole.ToArray(), set.Train.Labels!.Values, request.Epochs, request.Seed);
        trainer.Train(progress, cancellation);
        var model = ClassifierExport.Write(trainer);
        using var classifier = new DigitClassifier(model);
        var accuracy = classifier.Accuracy(set.Test.Images.Whole, set.Test.Labels!.Values);

        cancellation.ThrowIfCancellationRequested();
        var manifest = new ClassifierManifest(
            Sha256Sum.Of(model),
            accuracy,
            request.Epochs,
            request.Seed,
            set.Train.Images.Sha256,
            ToolVersion.Current,
            FormattableString.Invariant($"train-classifier --epochs {request.Epochs} --seed {request.Seed}"));
        using var written = new AtomicFiles();
        written.Add(Model(request.Folder), model);
        written.Add(Manifest(request.Folder), manifest.ToUtf8());
        written.Commit();
        output.WriteLine(FormattableString.Invariant(
            $"{request.Folder}: accuracy {accuracy:P2} on {set.Name}, {watch.Elapsed.TotalSeconds:F0} s."));
        return 0;
    }

    private static string Model(string folder) => Path.Combine(folder, DigitClassifier.FileName);

    private static string Manifest(string folder) => Path.Combine(folder, ClassifierManifest.FileName);

    private sealed record Request(string? Output, int Epochs, ulong Seed, string? Data, bool Force)
    {
        public string Folder => Output ?? ClassifierFolder.Usual;

        /// <summary>The usual place is for MNIST's classifier, and nothing is overwritten unasked.</summary>
        /// <param name="trainedOn">SHA-256 of the training images.</param>
        public void CheckOutput(string trainedOn)
        {
            if (Output is null && trainedOn != Mnist.TrainImages.Sha256)
            {
                throw new RunException(
                    $"--output: name a folder for the classifier of '{Data}'; the usual one, {Folder}, is for MNIST's.");
            }

            Replacing.Check(Force, "--output", Model(Folder), Manifest(Folder));
        }
    }
}
