namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>
/// Colours and type of all plots. The series' colours are those of Okabe and Ito, made to be told apart by colour-blind readers.
/// </summary>
internal static class PlotStyle
{
    public const string Font = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif";

    public const string Background = "#ffffff";
    public const string Ink = "#2b2b2b";
    public const string Faint = "#6b6b6b";
    public const string Frame = "#b0b0b0";
    public const string Grid = "#e8e8e8";

    public const string Blue = "#0072b2";
    public const string Vermilion = "#d55e00";
    public const string Green = "#009e73";

    /// <summary>Of filled histograms, so that one shows through the other.</summary>
    public const double FillOpacity = 0.3;

    public const double TitleSize = 16;
    public const double PanelTitleSize = 13;
    public const double LabelSize = 12;
    public const double TickSize = 11;

    /// <summary>An estimate of a text's width: SVG has no way to ask.</summary>
    public static double TextWidth(string text, double size) => size * text.Sum(character => character switch
    {
        'i' or 'l' or 'j' or 'I' or '.' or ',' or ':' or '\'' or '|' => 0.3,
        'f' or 'r' or 't' or '(' or ')' or '/' or ' ' => 0.39,
        'm' or 'w' or 'M' or 'W' => 0.9,
        _ => 0.61,
    });
}
