using System.CommandLine;
using Gan.Onnx.Generation;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Engine;
using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Storage;

namespace Gan.Onnx.Training.Commands;

/// <summary>Parses and runs; mistakes become one line on standard error and exit code 2, breakdowns exit code 1.</summary>
public static class CommandLine
{
    private const int Mistake = 2;
    private const int Breakdown = 1;

    /// <summary>Runs one command.</summary>
    /// <returns>0, 1 when a run broke down, 2 when it was asked for in a way that cannot be.</returns>
    public static int Run(RootCommand root, IReadOnlyList<string> arguments)
    {
        var result = root.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            return Fail(Explain(result), Mistake);
        }

        try
        {
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (RunException exception)
        {
            return Fail(exception.Message, exception.IsBreakdown ? Breakdown : Mistake);
        }
        catch (Exception exception) when (exception is PresetException or EngineException or DatasetException or StorageException
            or GraphException or GeneratorException or IOException or UnauthorizedAccessException)
        {
            return Fail(exception.Message, Mistake);
        }
        catch (OperationCanceledException)
        {
            return Fail("stopped before anything was written.", Breakdown);
        }
    }

    private static int Fail(string message, int exitCode)
    {
        Console.Error.WriteLine($"error: {message.ReplaceLineEndings(" ")}");
        return exitCode;
    }

    private static string Explain(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var unknown = result.UnmatchedTokens.FirstOrDefault();
        if (unknown is null)
        {
            return $"{result.Errors[0].Message} See '{command.Name} --help'.";
        }

        string[] known = unknown.StartsWith('-')
            ? [.. command.Options.Select(option => option.Name)]
            : [.. command.Subcommands.Select(subcommand => subcommand.Name)];
        return $"'{unknown}' is not known to '{command.Name}'. {Nearest.Suggestion(unknown, known)}It takes {string.Join(", ", known)}.";
    }
}
