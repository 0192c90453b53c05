namespace Gan.Onnx.Training.Plots;

/// <summary>One of the plots of a <see cref="LineChart"/>.</summary>
/// <param name="Title">What is plotted.</param>
/// <param name="YLabel">The vertical quantity and its unit.</param>
/// <param name="Series">The lines; the first are drawn below the later ones.</param>
/// <param name="YRange">The vertical range; null to cover the values.</param>
/// <param name="FromZero">Whether the vertical range includes zero, where <paramref name="YRange"/> does not say otherwise.</param>
/// <param name="Reference">A value worth a horizontal line across the plot, or null.</param>
internal sealed record LinePanel(
    string Title,
    string YLabel,
    IReadOnlyList<Series> Series,
    AxisRange? YRange = null,
    bool FromZero = false,
    double? Reference = null);
