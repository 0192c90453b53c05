using System.Text;
using Microsoft.Extensions.Primitives;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>Reads a query string strictly and collects every fault in it, by parameter.</summary>
internal sealed class QueryReader
{
    private const int LongestEcho = 40;
    private readonly IQueryCollection _query;

    /// <summary>Notes the parameters that are unknown.</summary>
    public QueryReader(IQueryCollection query, IReadOnlyList<IntegerParameter> known)
    {
        _query = query;
        string[] names = [.. known.Select(parameter => parameter.Name)];
        foreach (string name in query.Keys.Except(names))
        {
            string suggestion = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            Errors[Printable(name)] = [$"There is no parameter '{Printable(name)}'; known are {string.Join(", ", names)}.{suggestion}"];
        }
    }

    /// <summary>The faults found so far: parameter name to messages.</summary>
    public Dictionary<string, string[]> Errors { get; } = [];

    /// <summary>The parameter's value, its default if absent, or null for neither.</summary>
    public ulong? Read(IntegerParameter parameter)
    {
        if (!_query.TryGetValue(parameter.Name, out StringValues values))
        {
            return parameter.Default;
        }

        if (values.Count != 1)
        {
            Errors[parameter.Name] = [$"'{parameter.Name}' is given {values.Count} times ({Printable(values.ToString())}). Give it once."];
            return parameter.Default;
        }

        if (parameter.TryParse(values[0]!, out ulong value))
        {
            return value;
        }

        Errors[parameter.Name] =
            [$"'{parameter.Name}' must be a whole number from {parameter.Minimum} to {parameter.Maximum}; received '{Printable(values[0]!)}'."];
        return parameter.Default;
    }

    /// <summary>Short enough to quote, and harmless in a terminal.</summary>
    private static string Printable(string text)
    {
        var result = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes().Take(LongestEcho))
        {
            result.Append(Rune.IsControl(rune) ? $"\\u{rune.Value:x4}" : rune.ToString());
        }

        return text.Length > LongestEcho ? result + "…" : result.ToString();
    }
}
