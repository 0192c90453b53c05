namespace Gan.Onnx.Training.Commands;

/// <summary>Prints what a download is doing.</summary>
internal sealed class FetchProgress(TextWriter output) : IProgress<string>
{
    /// <inheritdoc/>
    public void Report(string value) => output.WriteLine(value);
}
