
namespace Gan.Onnx.Training.Tests.Graphs.Autodiff;

/// <summary>An emitted gradient that the function itself contradicts.</summary>
public sealed class GradientMismatchException(
    GraphCase function, int order, int seed, double emitted, double difference, double step, double tolerance)
    : Exception(
        $"Gradient of order {order} of '{function}', seed {seed}: the emitted gradient gives {emitted:G9} along the direction, "
        + $"the central difference of step {step} gives {difference:G9}; they differ by {Math.Abs(emitted - difference):G3}, "
        + $"tolerance {tolerance} of 1 + |difference|.");
