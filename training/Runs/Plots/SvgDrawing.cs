using System.Globalization;
using System.Text;
using System.Xml;

namespace Gan.Onnx.Training.Runs.Plots;

/// <summary>A rectangle of the drawing in pixels; y grows downwards.</summary>
internal readonly record struct Area(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;
}

/// <summary>How a line is drawn; <paramref name="Dash"/> is SVG's dash pattern.</summary>
internal readonly record struct Stroke(string Color, double Width = 1, string? Dash = null);

/// <summary>Where a text's anchor point lies in it.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>An SVG 1.1 image being written. The same calls give the same bytes, whatever the culture.</summary>
internal sealed class SvgDrawing : IDisposable
{
    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;
    private int _clips;

    /// <summary>Starts a drawing; the title is what a screen reader says.</summary>
    public SvgDrawing(double width, double height, string title)
    {
        _xml = XmlWriter.Create(
            _text, new XmlWriterSettings { Indent = true, IndentChars = "  ", NewLineChars = "\n", OmitXmlDeclaration = true });
        _xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attributes(("width", width), ("height", height));
        Attributes(("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("role", "img"), ("font-family", PlotStyle.Font));
        _xml.WriteElementString("title", Clean(title));
        Rectangle(new Area(0, 0, width, height), PlotStyle.Background);
    }

    public void Rectangle(Area area, string fill, double opacity = 1)
    {
        _xml.WriteStartElement("rect");
        Attributes(("x", area.X), ("y", area.Y), ("width", area.Width), ("height", area.Height));
        Attributes(("fill", fill));
        if (opacity < 1)
        {
            Attributes(("fill-opacity", opacity));
        }

        _xml.WriteEndElement();
    }

    public void Line(double x1, double y1, double x2, double y2, Stroke stroke)
    {
        _xml.WriteStartElement("line");
        Attributes(("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));
        Draw(stroke);
        _xml.WriteEndElement();
    }

    public void Polyline(IEnumerable<(double X, double Y)> points, Stroke stroke, string fill = "none", double fillOpacity = 1)
    {
        _xml.WriteStartElement("polyline");
        Attributes(("points", string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))), ("fill", fill));
        if (fillOpacity < 1)
        {
            Attributes(("fill-opacity", fillOpacity));
        }

        Draw(stroke);
        Attributes(("stroke-linejoin", "round"));
        _xml.WriteEndElement();
    }

    public void Text(
        double x,
        double y,
        string text,
        double size,
        Anchor anchor = Anchor.Start,
        string color = PlotStyle.Ink,
        bool bold = false,
        double turn = 0)
    {
        _xml.WriteStartElement("text");
        Attributes(("x", x), ("y", y), ("font-size", size));
        Attributes(("fill", color));
        if (anchor != Anchor.Start)
        {
            Attributes(("text-anchor", anchor == Anchor.End ? "end" : "middle"));
        }

        if (bold)
        {
            Attributes(("font-weight", "bold"));
        }

        if (turn != 0)
        {
            Attributes(("transform", $"rotate({Number(turn)} {Number(x)} {Number(y)})"));
        }

        _xml.WriteString(Clean(text));
        _xml.WriteEndElement();
    }

    /// <summary>Everything drawn by <paramref name="content"/> shows only within the area.</summary>
    public void Clipped(Area area, Action content)
    {
        var name = $"clip{++_clips}";
        _xml.WriteStartElement("clipPath");
        Attributes(("id", name));
        Rectangle(area, "black");
        _xml.WriteEndElement();
        _xml.WriteStartElement("g");
        Attributes(("clip-path", $"url(#{name})"));
        content();
        _xml.WriteEndElement();
    }

    /// <summary>Ends the drawing and gives the document.</summary>
    public string Finish()
    {
        _xml.WriteEndElement();
        _xml.Flush();
        return _text.Append('\n').ToString();
    }

    public void Dispose() => _xml.Dispose();

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>XML 1.0 has no escape for most control characters and none for half surrogates.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value is >= 0x20 and not (0xfffe or 0xffff) ? rune.ToString() : "\ufffd"));

    private void Draw(Stroke stroke)
    {
        Attributes(("stroke", stroke.Color));
        Attributes(("stroke-width", stroke.Width));
        if (stroke.Dash is { } dash)
        {
            Attributes(("stroke-dasharray", dash));
        }
    }

    private void Attributes(params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            _xml.WriteAttributeString(name, Number(value));
        }
    }

    private void Attributes(params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            _xml.WriteAttributeString(name, value);
        }
    }
}
