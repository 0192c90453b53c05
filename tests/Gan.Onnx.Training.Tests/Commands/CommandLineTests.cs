using System.CommandLine;
using Gan.Onnx.Training.Commands;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>What happens to the program's own outputs, and to what nobody foresaw.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Full_output_is_told_once_and_the_work_is_done()
    {
        using var output = new FullWriter();
        using var error = new StringWriter();

        var exitCode = CommandLine.Run(
            Program.Commands(), ["train", "--preset", "gaussian-1d", "--steps", "2", "--run", _folder["run"]], output, error);

        Assert.Equal(2, exitCode);
        Assert.Equal("error: standard output cannot be written: full. Everything else was done as usual.\n", error.ToString());
        Assert.True(File.Exists(_folder["run/generator.onnx"]));
    }

    [Fact]
    public void Full_error_output_leaves_the_exit_code()
    {
        using var error = new FullWriter();

        Assert.Equal(2, CommandLine.Run(Program.Commands(), ["presets", "--nothing"], TextWriter.Null, error));
    }

    [Fact]
    public void Fault_of_the_program_is_one_line_that_can_be_reported()
    {
        var broken = new Command("broken");
        broken.SetAction(Break);
        using var error = new StringWriter();

        var exitCode = CommandLine.Run([broken], ["broken"], TextWriter.Null, error);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("error: a fault of the program: InvalidOperationException in Gan.Onnx.Training.Tests", error.ToString());
        Assert.EndsWith(": two lines Please report this line and the command.\n", error.ToString());
    }

    [Fact]
    public void Word_that_begins_with_an_at_sign_is_a_word()
    {
        CommandRun.Good("train", "--preset", "gaussian-1d", "--steps", "1", "--run", _folder["@run"]);
        File.WriteAllText(_folder["words"], "--help");

        Assert.StartsWith("'train' has no option '@", CommandRun.Mistake("train", $"@{_folder["words"]}"));
        Assert.Equal("Preset '@mlp' is unknown.", CommandRun.Mistake("train", "--preset", "@mlp")[.."Preset '@mlp' is unknown.".Length]);
    }

    private static int Break(ParseResult parsed) => throw new InvalidOperationException("two\nlines");

    private sealed class FullWriter : StringWriter
    {
        public override void Write(char value) => throw new IOException("full");

        public override void Write(string? value) => throw new IOException("full");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("full");

        public override void WriteLine(string? value) => throw new IOException("full");
    }
}
