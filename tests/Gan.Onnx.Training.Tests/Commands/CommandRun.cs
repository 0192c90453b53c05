using Gan.Onnx.Training.Commands;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>The command line within this process.</summary>
/// <param name="ExitCode">0, 1 or 2.</param>
/// <param name="Output">What went to standard output.</param>
/// <param name="Error">What went to standard error.</param>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(Program.Commands(), arguments, output, error);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed, and gives what it printed.</summary>
    public static string Good(params string[] arguments)
    {
        var run = Of(arguments);
        Assert.True(run is { ExitCode: 0, Error: "" }, $"{string.Join(' ', arguments)}: {run}");
        return run.Output;
    }

    /// <summary>Runs a command that must be refused as a mistake in one line, and gives that line without its first word.</summary>
    public static string Mistake(params string[] arguments)
    {
        var run = Of(arguments);
        Assert.True(run.ExitCode == 2, $"{string.Join(' ', arguments)}: {run}");
        Assert.Equal("", run.Output);
        var line = Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("error: ", line);
        return line["error: ".Length..];
    }
}
