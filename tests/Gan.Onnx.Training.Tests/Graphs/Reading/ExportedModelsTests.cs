using System.Globalization;
using Gan.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>All files that <c>scripts/exports/run.sh</c> had PyTorch export; that script shows the table which this writes.</summary>
public class ExportedModelsTests
{
    private const string Variable = "GAN_ONNX_EXPORTS";
    private const double Tolerance = 1e-4;

    [Fact]
    public void Outputs_and_gradients_are_those_of_PyTorch()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(folder is not null, $"{Variable} is not set: scripts/exports/run.sh exports the files and sets it.");
        string[] files = [.. Directory.GetFiles(folder, "*.onnx").Order(StringComparer.Ordinal)];

        (bool Right, string Words)[] rows = [.. files.Select(file => Row(new ExportedModel(file)))];

        File.WriteAllLines(Path.Combine(folder, "table.txt"), rows.Select(row => row.Words));
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
