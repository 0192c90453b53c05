using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>
/// How much a conditional generator knows of the data: the accuracy on real test images of a fresh classifier, of the same network and
/// recipe as the shipped one, that has seen generated images only (classification accuracy score, Ravuri and Vinyals 2019).
/// </summary>
public static class TrainOnFake
{
    /// <summary>Generated images that it is trained on, as many as MNIST has.</summary>
    public const int Images = 60_000;

    /// <summary>The accuracy, 0 to 1. To be called on one thread of its own: ONNX Runtime flushes denormals there.</summary>
    /// <param name="images">[count, 784], generated.</param>
    /// <param name="labels">The classes they were asked for, each from 0 to 9.</param>
    /// <param name="epochs">Times that each image is seen.</param>
    /// <param name="seed">The classifier follows from it.</param>
    /// <param name="real">Its test: the unseen ones.</param>
    /// <param name="progress">Told in a line what each epoch came to.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public static double Accuracy(
        byte[] images,
        IReadOnlyList<int> labels,
        int epochs,
        ulong seed,
        RealImages real,
        IProgress<string>? progress,
        CancellationToken cancellation)
    {
        using var trainer = new ClassifierTrainer(images, labels.Select(label => (byte)label).ToArray(), epochs, seed);
        trainer.Train(progress, cancellation);
        using var classifier = new DigitClassifier(ClassifierExport.Write(trainer));
        return classifier.Accuracy(real.Unseen.Span, real.UnseenLabels.Span);
    }
}
