using System.Globalization;
using Gan.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>
/// Files that PyTorch exported: a few that lie in the folder <c>Exports</c> here, or all that <c>scripts/exports/run.sh</c> had it export,
/// which then shows the table that this writes.
/// </summary>
public class ExportedModelsTests
{
    private const double Tolerance = 1e-4;

    /// <summary>The folder of that script; null without it.</summary>
    private static string? Folder => Environment.GetEnvironmentVariable("GAN_ONNX_EXPORTS");

    [Fact]
    public void Outputs_and_gradients_are_those_of_PyTorch()
    {
        var folder = Folder ?? Path.Combine(Repository.Root, "tests/Gan.Onnx.Training.Tests/Graphs/Reading/Exports");
        string[] files = [.. Directory.GetFiles(folder, "*.onnx").Order(StringComparer.Ordinal)];

        (bool Right, string Words)[] rows = [.. files.Select(file => Row(new ExportedModel(file)))];

        if (Folder is not null)
        {
            File.WriteAllLines(Path.Combine(folder, "table.txt"), rows.Select(row => row.Words));
        }

        Assert.NotEmpty(rows);
        Assert.Empty(rows.Where(row => !row.Right).Select(row => row.Words));
    }

    private static (bool Right, string Words) Row(ExportedModel model)
    {
        try
        {
            var (tensor, difference) = new[] { model.AsFile(), model.AsNetwork() }.OfType<(string, double)>().MaxBy(pair => pair.Item2);
            var right = difference <= Tolerance;
            var verdict = right ? "ok    " : "FAILED";
            return (right, string.Create(CultureInfo.InvariantCulture, $"{verdict}  {model.Name,-34} {difference:0.0e-00}  {tensor}"));
        }
        catch (Exception exception) when (exception is GraphException or OnnxRuntimeException)
        {
            return (false, $"FAILED  {model.Name,-34} {exception.Message}");
        }
    }
}
