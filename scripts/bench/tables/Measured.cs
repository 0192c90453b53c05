using System.Text.Json.Nodes;

/// <summary>The runs of one preset or variant.</summary>
/// <param name="Kind">preset, batch, channels or threads.</param>
/// <param name="Value">Which of its kind.</param>
/// <param name="Runs">By contestant, a list with one run a round.</param>
internal sealed record Measured(string Kind, string Value, JsonObject Runs)
{
    /// <summary>The contestants.</summary>
    public IEnumerable<string> Names => Runs.Select(entry => entry.Key);

    /// <summary>The faster of a contestant's two ways of waiting.</summary>
    public string Faster(string name) => ContestantName.Both(name).MinBy(way => Middle(way, "msPerIteration"))!;

    /// <summary>Reads what compare.cs wrote.</summary>
    public static Measured Parse(JsonNode entry) => new((string)entry["key"]![0]!, entry["key"]![1]!.ToString(), entry["runs"]!.AsObject());

    /// <summary>A contestant's runs.</summary>
    public JsonNode[] Rounds(string name) => [.. Runs[name]!.AsArray().OfType<JsonNode>()];

    /// <summary>A field of all of a contestant's runs.</summary>
    public double[] Of(string name, string field) => [.. Rounds(name).Select(run => (double)run[field]!)];

    /// <summary>The median of a field of a contestant's runs.</summary>
    public double Middle(string name, string field) => Of(name, field).Median();
}

/// <summary>Two columns as one.</summary>
internal static class Quotients
{
    /// <summary>Round by round.</summary>
    public static double[] Over(this IEnumerable<double> above, IEnumerable<double> below) => [.. above.Zip(below, (a, b) => a / b)];
}
