using System.Xml.Linq;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Runs.Plots;

/// <summary>Looks into a drawing the way a viewer does: as XML.</summary>
internal sealed class SvgReader(string svg)
{
    private readonly XElement _root = XDocument.Parse(svg).Root!;

    public XName RootName => _root.Name;

    public IEnumerable<string> Texts => Elements("text").Select(text => text.Value);

    /// <summary>The number of points of each polyline with this stroke.</summary>
    public IEnumerable<int> Points(string color) => Elements("polyline")
        .Where(line => line.Attribute("stroke")!.Value == color)
        .Select(line => line.Attribute("points")!.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);

    public int Count(string element) => Elements(element).Count();

    private IEnumerable<XElement> Elements(string name) => _root.Descendants(XName.Get(name, "http://www.w3.org/2000/svg"));
}
