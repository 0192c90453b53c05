using System.Globalization;
using System.Net;

namespace Gan.Onnx.Training.Runs.ReportPage;

/// <summary>Pieces of a page; every text that goes in is escaped here.</summary>
internal static class Html
{
    /// <summary>A text as HTML, good in quoted attributes too.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A row of a table of names and values.</summary>
    public static string Row(string name, string value) => RowOf(name, Text(value));

    /// <summary>The same, where the value is HTML already.</summary>
    public static string RowOf(string name, string html) => $"<tr><th scope=\"row\">{Text(name)}</th><td>{html}</td></tr>\n";

    /// <summary>An item of a list of figures, its unit in small letters behind it.</summary>
    public static string Figure(string name, string value, string unit = "") =>
        $"<div><dt>{Text(name)}</dt><dd>{Text(value)}{(unit.Length == 0 ? "" : $"<small>{Text(unit)}</small>")}</dd></div>\n";

    /// <summary>A whole number with its thousands set apart.</summary>
    public static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with four digits that count, or a dash for none.</summary>
    public static string Number(double? value) => value switch
    {
        null => "–",
        { } number when Math.Abs(number) >= 1000 => Whole(number),
        { } number => number.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−'),
    };

    /// <summary>A duration in the units that suit it: 5.8 s, 3 min 20 s, 2 h 5 min.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 60 => FormattableString.Invariant($"{seconds:0.0} s"),
        < 3600 => FormattableString.Invariant($"{Math.Floor(seconds / 60)} min {Math.Floor(seconds % 60)} s"),
        _ => FormattableString.Invariant($"{Math.Floor(seconds / 3600)} h {Math.Floor(seconds % 3600 / 60)} min"),
    };

    /// <summary>A PNG file within the page.</summary>
    public static string DataUri(string path) => $"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(path))}";

    /// <summary>At most <paramref name="most"/> items, evenly spread; the first and the last are among them.</summary>
    public static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> items, int most) => items.Count <= most
        ? items
        : [.. Enumerable.Range(0, most).Select(i => items[(int)((long)i * (items.Count - 1) / (most - 1))])];
}
