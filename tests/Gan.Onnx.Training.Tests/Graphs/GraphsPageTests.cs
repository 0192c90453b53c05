using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs;

/// <summary>
/// The library's page, <c>training/docs/graphs.md</c>: its table of operators is made from their doc comments, and its example runs.
/// After a change on purpose, run this class once with <c>UPDATE_SNAPSHOTS=1</c>.
/// </summary>
public partial class GraphsPageTests
{
    private const string Head = "| operator | is | its gradient |\n|---|---|---|\n";

    private static string Page => Path.Combine(Repository.Root, "training", "docs", "graphs.md");

    [Fact]
    public void Table_of_operators_is_that_of_the_code()
    {
        var page = File.ReadAllText(Page);
        var start = page.IndexOf(Head, StringComparison.Ordinal);
        var end = page.IndexOf("\n\n", start, StringComparison.Ordinal);
        var table = Head + string.Join('\n', Operators().Select(Row));
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Page, string.Concat(page.AsSpan(0, start), table, page.AsSpan(end)));
            return;
        }

        Assert.Equal(table, page[start..end]);
    }

    [Fact]
    public void Example_is_what_runs_here()
    {
        var example = Example().Match(File.ReadAllText(Page)).Groups[1].Value;
        var source = File.ReadAllText(Here());

        Assert.All(
            example.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("using", StringComparison.Ordinal)),
            line => Assert.Contains($"        {line}\n", source, StringComparison.Ordinal));

        using var folder = new TemporaryFolder();
        var (loss, gradient) = Run(folder.Path);
        Assert.Equal(2.5, loss, 1e-6);
        Assert.Equal([-5, -2], gradient);
    }

    /// <summary>
    /// Two points, (1, 0) and (2, 1), and weights of 1: x·w is 1 and 3, y is 2 and 5, the errors e are -1 and -2; the gradient is xᵀe.
    /// </summary>
    private static (double Loss, double[] Gradient) Run(string folder)
    {
        var path = Path.Combine(folder, "step.onnx");
        var graph = new GraphBuilder("least_squares");
        var x = graph.Input("x", Shape.Of(2, 2));
        var y = graph.Input("y", Shape.Of(2, 1));
        var w = graph.Input("w", Shape.Of(2, 1));
        var error = x.MatMul(w) - y;
        var loss = (error * error).ReduceMean();
        graph.Output("loss", loss);
        graph.Output("gradient", Gradients.Of(loss, [w])[0]);
        File.WriteAllBytes(path, ModelWriter.Write(graph));

        Assert.NotEqual(0, new FileInfo(path).Length);
        var results = GraphRun.Once(graph, [1, 0, 2, 1], [2, 5], [1, 1]);
        return (results[0].Elements[0], results[1].Elements);
    }

    private static IEnumerable<(string Name, string Summary)> Operators()
    {
        var documents = XDocument.Load(Path.ChangeExtension(typeof(Operator).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!));
        return typeof(Operator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Operator)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (type.Name, documents[$"T:{type.FullName}"]));
    }

    /// <summary>A summary reads: ONNX NAME (opset N): what it is. VJP: its gradient.</summary>
    private static string Row((string Name, string Summary) op)
    {
        var parts = op.Summary.Split(" VJP: ", 2);
        var definition = Opening().Replace(parts[0], "");
        return $"| `{op.Name}` | {Cell(definition)} | {(parts.Length == 2 ? Cell(parts[1]) : "none")} |";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Text(XElement summary) => Spaces().Replace(string.Concat(summary.DescendantNodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement element => element.Attribute("name")?.Value ?? element.Attribute("cref")?.Value.Split('.')[^1] ?? "",
        _ => "",
    })), " ").Trim();

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("^ONNX \\w+ \\(opset (\\d+)\\): ")]
    private static partial Regex Opening();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
