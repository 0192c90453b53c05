using System.CommandLine;
using System.CommandLine.Parsing;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Text;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Commands;

/// <summary>Parses and runs; mistakes become one line on standard error and exit code 2, breakdowns exit code 1.</summary>
public static class CommandLine
{
    /// <summary>What the exit codes mean, for the help text; training/docs/exit-codes.md says more.</summary>
    public const string ExitCodes = "Exit codes: 0 done, or stopped by Ctrl-C and saved; "
        + "1 the run broke down; 2 a mistake in the command, a preset or a file.";

    // A word that begins with @ is a word, not the name of a file with more words.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="arguments">What the user typed.</param>
    /// <param name="output">Results and progress.</param>
    /// <param name="error">Mistakes.</param>
    /// <returns>0, 1 when a run broke down, 2 when it was asked for in a way that cannot be.</returns>
    public static int Run(RootCommand root, IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        // Asked while it is there: a terminal that is closed later is nobody's mistake.
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var lasting = new LastingWriter(output);
        var (message, exitCode) = Run(root, arguments, lasting);
        lasting.Flush();
        if (message is null && !isTerminal && lasting.Failure is { } failure)
        {
            message = $"standard output cannot be written: {failure.Message.TrimEnd('.')}. Everything else was done as usual.";
            exitCode = ToolException.Mistake;
        }

        if (message is not null)
        {
            Tell(error, $"error: {message.ReplaceLineEndings(" ")}");
        }

        return exitCode;
    }

    private static void Tell(TextWriter error, string line)
    {
        try
        {
            error.WriteLine(line);
        }
        catch (Exception exception) when (LastingWriter.IsOfOutput(exception))
        {
            // Nobody can be told; the exit code says that something was wrong.
        }
    }

    private static (string? Message, int ExitCode) Run(RootCommand root, IReadOnlyList<string> arguments, LastingWriter output)
    {
        try
        {
            var result = root.Parse(arguments, Parser);
            var unknown = result.UnmatchedTokens.FirstOrDefault() ?? TakenForFolder(result, arguments);
            return result.Errors.Count > 0 || unknown is not null
                ? (Explain(result, unknown), ToolException.Mistake)
                : (null, result.Invoke(new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Output = output,
                }));
        }
        catch (ToolException exception)
        {
            return (exception.Message, exception.ExitCode);
        }
        catch (FileNotFoundException) when (!HasWorkingFolder())
        {
            return ("the working folder does not exist any more. Change to one that does, with cd.", ToolException.Mistake);
        }
        catch (Exception exception) when (exception is GraphException or GeneratorException or IOException or UnauthorizedAccessException)
        {
            // The two libraries know nothing of this program, and so neither of its exit codes.
            return (exception.Message, ToolException.Mistake);
        }
        catch (OnnxRuntimeException exception)
        {
            return ($"ONNX Runtime gave up: {exception.Message}", ToolException.Breakdown);
        }
        catch (OperationCanceledException)
        {
            return ("stopped before anything was written.", ToolException.Breakdown);
        }
        catch (OutOfMemoryException)
        {
            return ("there is not enough memory for this. Ask for less at a time, or use a machine with more.", ToolException.Breakdown);
        }
        catch (Exception exception)
        {
            // Nobody's mistake but this program's: the place is for whoever mends it.
            var place = new System.Diagnostics.StackTrace(exception).GetFrame(0)?.GetMethod();
            return (
                $"a fault of the program: {exception.GetType().Name} in {place?.DeclaringType?.FullName}.{place?.Name}: "
                + $"{exception.Message} Please report this line and the command.",
                ToolException.Breakdown);
        }
    }

    /// <summary>A word that begins as an option does, before the '--' that ends them, and was read as a folder.</summary>
    private static string? TakenForFolder(ParseResult result, IReadOnlyList<string> arguments) => result.CommandResult.Children
        .OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens)
        .Select(token => token.Value)
        .FirstOrDefault(word => word.StartsWith('-') && arguments.TakeWhile(argument => argument != "--").Contains(word));

    private static string Explain(ParseResult result, string? unknown)
    {
        var command = result.CommandResult.Command;
        var name = Name(result.CommandResult);
        string[] commands = [.. command.Subcommands.Select(subcommand => subcommand.Name)];
        if (unknown is null)
        {
            return commands.Length > 0
                ? $"A command is missing. There are {string.Join(", ", commands)}; see --help."
                : $"{result.Errors[0].Message} See '{name} --help'.";
        }

        string[] options = [.. command.Options.Where(option => !option.Hidden).Select(option => option.Name)];
        var (kind, known) = unknown.StartsWith('-') || commands.Length == 0 ? ("option", options) : ("command", commands);
        var subject = command is RootCommand ? "The program" : $"'{name}'";
        if (options.Contains(unknown))
        {
            return $"{subject} takes nothing after '--', which ends the options, found '{unknown}'. Leave '--' out.";
        }

        if (known.Length == 0)
        {
            return $"{subject} takes nothing, found '{unknown}'. Leave it out.";
        }

        return $"{subject} has no {kind} '{unknown}'. "
            + $"{NearestName.Suggestion(unknown.Split('=')[0], known)}It has {string.Join(", ", known)}.";
    }

    /// <summary>As it is typed: <c>runs compare</c>.</summary>
    private static string Name(CommandResult result) => result.Parent is CommandResult { Command: not RootCommand } parent
        ? $"{Name(parent)} {result.Command.Name}"
        : result.Command.Name;

    private static bool HasWorkingFolder()
    {
        try
        {
            return Directory.Exists(Environment.CurrentDirectory);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
