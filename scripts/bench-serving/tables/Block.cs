using System.Text.Json.Nodes;

/// <summary>The rounds of one model and scenario.</summary>
/// <param name="Preset">What the model was trained from.</param>
/// <param name="Count">Images in an answer.</param>
/// <param name="Connections">Clients at once.</param>
/// <param name="Rounds">What measure.cs wrote of each.</param>
internal sealed record Block(string Preset, int Count, int Connections, JsonNode[] Rounds)
{
    /// <summary>Our server's name in the results.</summary>
    public const string Here = "here";

    /// <summary>The Node.js server's name in the results.</summary>
    public const string Peer = "node";

    /// <summary>ONNX Runtime's name in the results.</summary>
    public const string Alone = "raw";

    private const double Full = 0.9;

    /// <summary>The first cells of a row.</summary>
    public string[] What => [$"`{Preset}`", $"{Count}", $"{Connections}"];

    /// <summary>One block for each scenario of a model.</summary>
    public static IEnumerable<Block> AllOf(JsonNode result) => result["scenarios"]!.AsArray().Select(scenario =>
    {
        var count = (int)scenario!["count"]!;
        var rounds = result["results"]!.AsArray().OfType<JsonNode>().Where(round => (int)round["count"]! == count);
        return new Block((string)result["preset"]!, count, (int)scenario["connections"]!, [.. rounds]);
    });

    /// <summary>A field of all rounds.</summary>
    public double[] Of(string name, string field) => [.. Rounds.Select(round => Of(round, name, field))];

    /// <summary>Quotients of two fields, round by round.</summary>
    public double[] Ratio((string Name, string Field) above, (string Name, string Field) below) =>
        [.. Of(above.Name, above.Field).Zip(Of(below.Name, below.Field), (a, b) => a / b)];

    /// <summary>
    /// In words, where a server did not fill its core: then images a second measure something else, while those of a CPU second still
    /// hold. Null where it did.
    /// </summary>
    public string? Idleness(string name)
    {
        var idle = Rounds.Where(round => Of(round, name, "coreShare") < Full).ToArray();
        if (idle.Length == 0)
        {
            return null;
        }

        var others = idle.Select(round => Of(round, name, "othersShare")).Median();
        var reason = others > 1 - Full ? "the machine was not idle" : "wrk or the scheduler set the limit";
        return $"{name}, `{Preset}`, count {Count}: below {100 * Full} % of its core in {idle.Length} of {Rounds.Length} rounds, "
            + $"others had {(100 * others).Fixed(0)} % of it: {reason}";
    }

    private static double Of(JsonNode round, string name, string field) => (double)round[name]![field]!;
}
