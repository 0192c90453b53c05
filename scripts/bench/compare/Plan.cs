using System.Diagnostics;
using System.Text.Json.Nodes;

/// <summary>Something to measure.</summary>
/// <param name="Kind">preset, batch, channels or threads.</param>
/// <param name="Value">Which of its kind, as in a table's first column: a name or a number.</param>
/// <param name="Preset">What everybody trains.</param>
/// <param name="Threads">Threads to compute with.</param>
internal sealed record Variant(string Kind, JsonValue Value, JsonNode Preset, int Threads)
{
    /// <summary>Of a preset by its own name.</summary>
    public Variant(string kind, string value, JsonNode preset, int threads)
        : this(kind, JsonValue.Create(value), preset, threads)
    {
    }

    /// <summary>Of a number.</summary>
    public Variant(string kind, int value, JsonNode preset, int threads)
        : this(kind, JsonValue.Create(value), preset, threads)
    {
    }

    /// <summary>Kind and value, to find the runs of equal variants by.</summary>
    public string Key => $"{Kind} {Value}";
}

/// <summary>Runs to make, in order.</summary>
/// <param name="folder">For preset files.</param>
internal sealed class Plan(string folder)
{
    private readonly List<(Variant Variant, string Contestant, string File)> _runs = [];

    /// <summary>All rounds of a variant; everybody reads the same file.</summary>
    public void Add(Variant variant, IReadOnlyList<string> contestants, int rounds)
    {
        var file = Path.Combine(folder, $"{_runs.Count}.json");
        File.WriteAllText(file, variant.Preset.ToJsonString());
        for (var round = 0; round < rounds; round++)
        {
            _runs.AddRange(contestants.Select(contestant => (variant, contestant, file)));
        }
    }

    /// <summary>Round by round through all variants, so that whatever else the machine does hits all of them alike.</summary>
    public void Alternate(IReadOnlyList<Variant> variants, IReadOnlyList<string> contestants, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var variant in variants)
            {
                Add(variant, contestants, 1);
            }
        }
    }

    /// <summary>Makes the runs, and says on standard error how far it is.</summary>
    /// <param name="run">Runs a contestant on a preset file with so many threads.</param>
    /// <returns>For each variant its key and its runs by contestant.</returns>
    public JsonArray Run(Func<string, string, int, JsonNode> run)
    {
        var done = new OrderedDictionary<string, JsonObject>();
        var start = Stopwatch.GetTimestamp();
        foreach (var (index, (variant, contestant, file)) in _runs.Index())
        {
            var result = run(contestant, file, variant.Threads);
            var entry = new JsonObject { ["key"] = new JsonArray(variant.Kind, variant.Value.DeepClone()), ["runs"] = new JsonObject() };
            done.TryAdd(variant.Key, entry);
            var runs = done[variant.Key]["runs"]!.AsObject();
            runs.TryAdd(contestant, new JsonArray());
            runs[contestant]!.AsArray().Add(result);

            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var left = elapsed / (index + 1) * (_runs.Count - index - 1);
            Console.Error.WriteLine($"{index + 1}/{_runs.Count}, {elapsed:F0} s, about {left:F0} s left: {variant.Key}, {contestant}: "
                + $"{(double)result["msPerIteration"]!:F2} ms an iteration");
        }

        return [.. done.Values];
    }
}
