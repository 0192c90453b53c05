using System.CommandLine;
using System.Text;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>evaluate</c>: measures a frozen generator against real images that it has not seen.</summary>
internal static class EvaluateCommand
{
    private const int Samples = 10_000;

    public static Command Create()
    {
        var model = OptionKinds.RequiredText("--model", "PATH", "A model folder, or an .onnx file or the manifest.json in one.");
        var samples = OptionKinds.Number(
            "--samples",
            Evaluator.LeastSamples,
            Evaluator.MostSamples,
            "Images to draw; figures of different numbers cannot be compared. Default: 10000, or as many as there are to compare with.");
        var seed = OptionKinds.Number("--seed", 0UL, ulong.MaxValue, "Everything random follows from it. Default: 0.");
        var json = OptionKinds.Text("--json", "FILE", "Also write the figures as JSON.");
        var neighbours = OptionKinds.Text(
            "--neighbours", "FILE.png", "Also draw ten images, each followed by its seven nearest training images.");
        var classifier = OptionKinds.Text(
            "--classifier", "DIR", $"The classifier's folder; for other data than MNIST one that train-classifier --data made of them. "
            + $"Default for digits: {ClassifierFolder.Default}");
        var heldOut = OptionKinds.Number(
            "--held-out",
            Evaluator.LeastSamples,
            50_000,
            "Compare with this many images at the end of the training set, "
            + "which a preset leaves out with data.holdOut, instead of with the test images: for choosing between presets. MNIST only.");
        var quick = new Option<bool>("--no-train-on-fake")
        {
            Description = "Do not train a classifier on generated images, which takes minutes.",
        };
        var data = OptionKinds.Text(
            "--data",
            "DIR",
            "A folder with MNIST's four files, or with the images of the model's run. Default: the user's cache, filled on first use, or "
            + "where the run found them.");
        var force = Replacing.Option();
        var command = new Command(
            "evaluate",
            "Measure a frozen generator: Fréchet distance, precision and recall, and more, against MNIST's test images. A model in the "
            + "folder of a run on other images is measured against those, on random features, or through the classifier of --classifier.")
        {
            model, samples, seed, json, neighbours, classifier, heldOut, quick, data, force,
        };
        command.SetAction(parsed =>
        {
            var request = new EvaluateRequest(
                parsed.GetValue(model)!,
                parsed.GetValue(samples),
                parsed.GetValue(seed) ?? 0,
                parsed.GetValue(json),
                parsed.GetValue(neighbours),
                parsed.GetValue(classifier),
                parsed.GetValue(heldOut),
                !parsed.GetValue(quick),
                DataFolder.Of(parsed.GetValue(data)),
                parsed.GetValue(force));
            request.CheckOutputs();
            using var stop = new StopSignals();

            // Training on fakes wants the thread on which ONNX Runtime flushes denormals.
            DedicatedThread.Run("evaluation", () => Evaluate(request, parsed.InvocationConfiguration.Output, stop.Token));
        });
        return command;
    }

    private static int Evaluate(EvaluateRequest request, TextWriter output, CancellationToken cancellation)
    {
        OrtRuntime.Start(Environment.ProcessorCount);
        using var generator = FrozenGenerator.Load(request.Model, Environment.ProcessorCount);
        var progress = new FetchProgress(output);
        var own = OwnRealImages.Of(generator.Path, request.Data, progress, cancellation);
        if (own is not null && request.HeldOut is not null)
        {
            throw EvaluationException.NotHeldOut(request.Model, own.Name);
        }

        if (own is not null && request.Classifier is null)
        {
            Report(request, generator, own, null, null, progress, output, cancellation);
            return 0;
        }

        var folder = ClassifierFolder.Require(request.Classifier);
        var (classifier, manifest) = DigitClassifier.Load(folder);
        using (classifier)
        {
            var real = own ?? Digits(request, progress, cancellation);
            manifest.RequireTrainedOn(folder, real.Sums);
            Report(request, generator, real, classifier, (manifest, Path.GetFullPath(folder)), progress, output, cancellation);
        }

        return 0;
    }

    private static RealImages Digits(EvaluateRequest request, FetchProgress progress, CancellationToken cancellation)
    {
        var mnist = Mnist.EnsureAsync(request.Data, progress, cancellation).GetAwaiter().GetResult();
        return request.HeldOut is { } count ? RealImages.HeldOut(mnist, count) : RealImages.Test(mnist);
    }

    private static void Report(
        EvaluateRequest request,
        FrozenGenerator generator,
        RealImages real,
        DigitClassifier? classifier,
        (ClassifierManifest Manifest, string Folder)? described,
        FetchProgress progress,
        TextWriter output,
        CancellationToken cancellation)
    {
        var source = new FrozenImageSource(generator, request.Seed, real);
        using var evaluator = new Evaluator(classifier, real, Environment.ProcessorCount, progress);
        var samples = request.Samples ?? Math.Min(Samples, real.Size.Count(real.Train.Span));
        var figures = evaluator.Evaluate(source, samples, request.Seed, request.TrainOnFake && classifier is not null, cancellation);
        if (figures.Conditional is { } conditional && described is { Manifest: { Epochs: ClassifierTrainer.Epochs } same })
        {
            figures = figures with { Conditional = conditional with { TrainOnReal = same.Accuracy } };
        }

        var report = new EvaluationReport(figures, generator.Manifest, described?.Manifest, real.Name, request.Seed)
        {
            ClassifierFolder = described?.Folder ?? "",
        };
        output.WriteLine(report.ToTable());
        output.WriteLine(report.MeasuredWith);
        SampleCommand.SayUntrained(generator.Manifest, output);
        cancellation.ThrowIfCancellationRequested();
        Write(request, report, figures);
    }

    private static void Write(EvaluateRequest request, EvaluationReport report, EvaluationFigures figures)
    {
        using var files = new AtomicFiles();
        if (request.Json is not null)
        {
            files.Add(request.Json, Encoding.UTF8.GetBytes(report.ToJson()));
        }

        if (request.Neighbours is not null)
        {
            files.Add(request.Neighbours, PngFile.Encode(figures.Neighbours));
        }

        files.Commit();
    }
}
