using System.CommandLine;
using Gan.Onnx.Training.Commands;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Tests.Architecture;

/// <summary>A layer's exception is known to the command line by what it derives from, not by its name.</summary>
public class ExceptionTests
{
    [Fact]
    public void Every_exception_of_the_program_is_one_that_users_are_told() => Assert.All(
        typeof(ToolException).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Exception))),
        type => Assert.True(
            type == typeof(ToolException) || type.IsSubclassOf(typeof(ToolException)),
            $"{type} does not derive from ToolException."));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Exception_that_the_command_line_never_heard_of_is_one_line_and_its_exit_code(int exitCode)
    {
        var command = new Command("new");
        command.SetAction(new Action<ParseResult>(_ => throw new NewException("Line one.\nLine two.", exitCode)));
        using var error = new StringWriter();

        Assert.Equal(exitCode, CommandLine.Run(new RootCommand { command }, ["new"], TextWriter.Null, error));
        Assert.Equal($"error: Line one. Line two.{Environment.NewLine}", error.ToString());
    }

    private sealed class NewException(string message, int exitCode) : ToolException(message)
    {
        public override int ExitCode => exitCode;
    }
}
