using System.CommandLine;
using System.Text;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs.Comparison;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>runs compare</c>: ranks finished and unfinished runs by a metric.</summary>
internal static class RunsCommand
{
    public static Command Create() =>
        new("runs", "Look at several runs together: 'runs compare' ranks them by a metric.") { CreateCompare() };

    private static Command CreateCompare()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of runs.", Arity = ArgumentArity.OneOrMore };
        var by = OptionKinds.Text(
            "--by",
            "METRIC",
            "A number of metrics.jsonl, or of evaluation.json, which 'evaluate --json RUN/evaluation.json' writes. "
            + "Default: the Fréchet distance, as a ratio to that of real images if possible, that the most runs have.");
        var csv = OptionKinds.Text("--csv", "FILE", "Also write all figures and the settings that differ, as comma-separated values.");
        var html = OptionKinds.Text("--html", "FILE", "Also write one page with the same and the samples of the best runs.");
        var force = Replacing.Option();
        var command = new Command(
            "compare", "Rank runs by a metric, with the settings in which they differ. Folders that cannot be read are named and left out.")
        {
            folders, by, csv, html, force,
        };
        command.SetAction(parsed =>
        {
            var (toCsv, toHtml, output) = (parsed.GetValue(csv), parsed.GetValue(html), parsed.InvocationConfiguration.Output);
            Check("--csv", toCsv, ".csv", parsed.GetValue(force));
            Check("--html", toHtml, ".html", parsed.GetValue(force));
            var (runs, unread) = Read(parsed.GetValue(folders)!);
            var ranking = Ranking.Of(runs, parsed.GetValue(by));
            using var files = new AtomicFiles();
            if (toCsv is not null)
            {
                files.Add(toCsv, Encoding.UTF8.GetBytes(RankingTable.ToCsv(ranking)));
            }

            if (toHtml is not null)
            {
                files.Add(toHtml, Encoding.UTF8.GetBytes(RankingPage.Of(ranking, toHtml)));
            }

            files.Commit();
            output.WriteLine(RankingTable.ToText(ranking));
            foreach (var reason in unread)
            {
                output.WriteLine($"Left out: {reason}");
            }
        });
        return command;
    }

    private static void Check(string option, string? path, string extension, bool force)
    {
        if (path is not null)
        {
            OptionKinds.RequireExtension(option, path, extension);
            Replacing.Check(force, option, path);
        }
    }

    private static (List<ComparedRun> Runs, List<string> Unread) Read(IEnumerable<string> paths)
    {
        var (runs, unread) = (new List<ComparedRun>(), new List<string>());
        foreach (var path in paths.Distinct())
        {
            try
            {
                runs.Add(path.Length > 0
                    ? ComparedRun.Read(RunPath.Of(path))
                    : throw new RunException("DIR must name the folder of a run, found nothing between the quotes."));
            }
            catch (Exception exception) when (exception is ToolException or IOException or UnauthorizedAccessException)
            {
                unread.Add(exception.Message);
            }
        }

        return runs.Count > 0 ? (runs, unread) : throw new RunException(
            unread.Count == 1 ? unread[0] : $"None of {unread.Count} folders is a run that can be compared. The first: {unread[0]}");
    }
}
