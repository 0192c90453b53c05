/// <summary>A request and the status that its answer must have.</summary>
/// <param name="Status">The expected status, or 0 where the client hangs up.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="HangUpAfter">When the client hangs up, in milliseconds, if it does.</param>
internal readonly record struct MixedRequest(int Status, string Path, string Method = "GET", int? HangUpAfter = null);

/// <summary>Requests of every kind that a client may make, in an order that depends on the seed alone.</summary>
/// <param name="seed">Of the order.</param>
/// <param name="formats">Values of <c>format</c>, of which null leaves it out.</param>
internal sealed class RequestMix(uint seed, IReadOnlyList<string?> formats)
{
    private static readonly string[] BadQueries =
        ["count=0", "count=101", "count=many", "scale=17", "columns=3&count=2", "seed=-1", "cuont=4", "digit=12"];

    private static readonly int[] Counts = [1, 1, 1, 4, 16, 16, 50, 100];

    private uint _state = seed;

    /// <summary>The next request: seven of ten are good, one is given up, the others are mistakes and questions for health.</summary>
    public MixedRequest Next() => Draw(100) switch
    {
        < 70 => new(200, $"/{(Draw(4) == 0 ? "images" : "digits")}?{GoodQuery()}"),
        < 80 => new(0, $"/digits?count=100&scale={1 + Draw(7)}", HangUpAfter: Draw(30)),
        < 90 => new(400, $"/digits?{BadQueries[Draw(BadQueries.Length)]}"),
        < 94 => new(404, $"/nothing-{Draw(1000)}"),
        < 97 => new(405, "/digits", "POST"),
        _ => new(200, Draw(2) != 0 ? "/healthz/ready" : "/healthz/live"),
    };

    private string GoodQuery()
    {
        var count = Counts[Draw(Counts.Length)];
        List<string> parts = [$"count={count}"];
        if (Draw(2) != 0)
        {
            parts.Add($"seed={Draw(1_000_000)}");
        }

        if (Draw(4) == 0)
        {
            parts.Add($"scale={1 + Draw(count > 16 ? 5 : 12)}");
        }

        if (Draw(4) == 0)
        {
            parts.Add($"columns={1 + Draw(count)}");
        }

        if (formats[Draw(formats.Count)] is { } format)
        {
            parts.Add($"format={format}");
        }

        return string.Join('&', parts);
    }

    // Numbers that only look random (a linear congruential generator, Numerical Recipes' constants), from 0 to below `below`.
    private int Draw(int below)
    {
        _state = unchecked((_state * 1664525) + 1013904223);
        return (int)(_state / 4294967296.0 * below);
    }
}
