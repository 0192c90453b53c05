namespace Gan.Onnx.Training.Tests.Datasets;

/// <summary>Remembers what progress was told.</summary>
internal sealed class Messages : IProgress<string>
{
    public List<string> Reports { get; } = [];

    public void Report(string value) => Reports.Add(value);
}
