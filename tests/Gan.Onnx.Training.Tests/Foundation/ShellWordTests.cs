using System.Diagnostics;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Tests.Foundation;

public class ShellWordTests
{
    [Theory]
    [InlineData("mlp")]
    [InlineData("runs/mlp-20260101")]
    [InlineData("data.batch=64")]
    public void Plain_word_stays_as_it_is(string word) => Assert.Equal(word, ShellWord.Quote(word));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("it's")]
    [InlineData("$HOME;`ls` \"x\" *")]
    [InlineData("{\"type\":\"Tanh\"}")]
    public void Shell_reads_the_word_back(string word)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", $"printf %s {ShellWord.Quote(word)}"]) { RedirectStandardOutput = true })!;

        Assert.Equal(word, shell.StandardOutput.ReadToEnd());
    }
}
