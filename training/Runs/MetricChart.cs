namespace Gan.Onnx.Training.Runs;

/// <summary>A chart of the report, and the metrics in it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Of its values.</param>
/// <param name="Range">The vertical axis; null for what the values need.</param>
/// <param name="Reference">Where a dotted line lies; null for none.</param>
/// <param name="Color">The first series' colour, 0 to 2.</param>
/// <param name="Logarithmic">Whether the vertical axis is one of powers of ten, for values that fall by orders of magnitude.</param>
/// <param name="OfMachine">Whether it tells about the machine; such charts come last.</param>
public sealed record MetricChart(
    string Title,
    string Unit,
    double[]? Range = null,
    double? Reference = null,
    int Color = 2,
    bool Logarithmic = false,
    bool OfMachine = false);
