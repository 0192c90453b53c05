using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>What became of all test models, as tables.</summary>
internal sealed class BackendCoverage
{
    /// <summary>How the tables begin.</summary>
    public const string Head = "| models of | all | read, and right | gradient compared | refused |\n|---|---|---|---|---|\n";

    private readonly List<(string Collection, BackendOutcome Outcome, bool Compared, IReadOnlySet<string> Operators)> _models = [];

    /// <summary>Models that give the expected outputs.</summary>
    public int Passed => _models.Count(model => model.Outcome.Kind == BackendKind.Passed);

    /// <summary>Models whose gradients agree with differences.</summary>
    public int Compared => _models.Count(model => model.Compared);

    /// <summary>Counts a model.</summary>
    public void Add(BackendModel model, BackendOutcome outcome, bool compared) =>
        _models.Add((model.Id.Collection, outcome, compared, model.Operators));

    /// <summary>The tables.</summary>
    public string ToTable()
    {
        string[] rows =
        [
            .. _models.GroupBy(model => model.Collection)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Row($"`{group.Key}`", [.. group])),
            Row("together", _models),
        ];
        var refused = _models.Where(model => model.Outcome.Kind == BackendKind.Refused)
            .Select(model => Reason(model.Outcome.Words))
            .ToArray();
        string[] reasons =
        [
            .. refused.GroupBy(reason => reason)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"| {group.Key} | {group.Count()} |"),
        ];
        string[] known = [.. ModelWalk.Operators.Order(StringComparer.Ordinal)];
        string[] used =
        [
            .. known.Select(name =>
                $"`{name}` {_models.Count(model => model.Outcome.Kind == BackendKind.Passed && model.Operators.Contains(name))}"),
        ];
        string[] unknown =
        [
            .. _models.SelectMany(model => model.Operators)
                .Distinct()
                .Except(known)
                .Order(StringComparer.Ordinal)
                .Select(name => $"`{name}`"),
        ];
        return Head + string.Join('\n', rows)
            + "\n\n| refused for | models |\n|---|---|\n" + string.Join('\n', reasons)
            + "\n\n"
            + Wrapped($"Operators that are read, with the number of models that use them and come out right: {string.Join(", ", used)}.")
            + "\n\n" + Wrapped($"Operators in ONNX's test models that are refused by name: {string.Join(", ", unknown)}.");
    }

    private static string Row(
        string name, IReadOnlyList<(string Collection, BackendOutcome Outcome, bool Compared, IReadOnlySet<string> Operators)> models) =>
        $"| {name} | {models.Count} | {models.Count(model => model.Outcome.Kind == BackendKind.Passed)} | "
            + $"{models.Count(model => model.Compared)} | {models.Count(model => model.Outcome.Kind == BackendKind.Refused)} |";

    private static string Reason(string words) => words switch
    {
        _ when words.Contains("uses opset", StringComparison.Ordinal) => "an opset below 6",
        _ when words.Contains("operators unknown here", StringComparison.Ordinal) => "an operator that is not read",
        _ when words.Contains("is of the element type", StringComparison.Ordinal)
            || words.Contains("is no tensor", StringComparison.Ordinal)
            || words.Contains("casts to", StringComparison.Ordinal) =>
            "an element type, or a sequence or map, that graphs here do not have",
        _ when words.Contains("expected Float or Double", StringComparison.Ordinal) => "arithmetic on integers when the graph runs",
        _ => "a use of an operator that is not read (attributes, axes, inputs that must be constants)",
    };

    private static string Wrapped(string text)
    {
        const int Width = 130;
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + word.Length >= Width)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            }
        }

        return string.Join('\n', lines);
    }
}
