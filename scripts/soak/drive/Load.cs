using System.Globalization;
using System.Text.Json.Nodes;

/// <summary>Sends mixed requests to a server and counts what comes back.</summary>
/// <param name="address">Of the server, such as http://127.0.0.1:8080.</param>
internal sealed class Load(string address) : IDisposable
{
    private const int MostRounds = 5;
    private const int MostUnexpected = 20;
    private const string HungUp = "aborted";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri(address),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly List<string> _unexpected = [];
    private readonly List<string?> _formats = [null];

    /// <summary>Takes the formats that the server's own description offers, if it offers any.</summary>
    public async Task LearnFormats()
    {
        var description = JsonNode.Parse(await _client.GetStringAsync("/openapi/v1.json"))!;
        var parameters = description["paths"]!["/digits"]!["get"]!["parameters"]!.AsArray();
        var format = parameters.FirstOrDefault(parameter => (string?)parameter!["name"] == "format");
        _formats.AddRange(format?["schema"]?["enum"]?.AsArray().Select(name => (string?)name) ?? []);
    }

    /// <summary>
    /// The requests that take most memory, all at once: so that what the server keeps for them is not taken for a leak when chance
    /// brings them together later.
    /// </summary>
    public async Task Most(int workers)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Send(new MixedRequest(200, "/digits?count=100&scale=7"))));
        }
    }

    /// <summary>One request after the other.</summary>
    public async Task Run(uint seed, Func<bool> running)
    {
        var mix = new RequestMix(seed, _formats);
        while (running())
        {
            await Send(mix.Next());
        }
    }

    /// <summary>How many answers of which kind there were.</summary>
    public string Describe()
    {
        lock (_lock)
        {
            var formats = _formats.Count > 1 ? $" in the formats {string.Join(", ", _formats.Skip(1))}" : "";
            var counts = string.Join(", ", _answers.Select(answer => $"{answer.Key} {answer.Value}"));
            return $"{_answers.Values.Sum()} requests{formats}: {counts}";
        }
    }

    /// <summary>What was not as it should be, none if all was.</summary>
    public IReadOnlyList<string> Failures()
    {
        lock (_lock)
        {
            var complete = new[] { "200", "400", HungUp }.All(_answers.ContainsKey);
            return complete ? [.. _unexpected] : [.. _unexpected, "some kinds of requests were never made"];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task Send(MixedRequest request)
    {
        var (status, problem) = await Ask(request);
        var found = problem ?? status.ToString(CultureInfo.InvariantCulture);
        // Whoever hangs up may still get an answer first, but no failure of the server.
        var good = request.HangUpAfter is null ? status == request.Status : status < 500;
        lock (_lock)
        {
            _answers[found] = _answers.GetValueOrDefault(found) + 1;
            if (!good && _unexpected.Count < MostUnexpected)
            {
                var expected = request.HangUpAfter is null ? $"expected {request.Status}, found " : "";
                _unexpected.Add($"{request.Method} {request.Path}: {expected}{found}");
            }
        }
    }

    // The status, or 0 and what went wrong.
    private async Task<(int Status, string? Problem)> Ask(MixedRequest request)
    {
        var limit = request.HangUpAfter is { } after ? TimeSpan.FromMilliseconds(Math.Max(1, after)) : Patience;
        using var patience = new CancellationTokenSource(limit);
        try
        {
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path);
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await response.Content.CopyToAsync(Stream.Null, patience.Token);
            return ((int)response.StatusCode, null);
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException or IOException)
        {
            var hungUp = request.HangUpAfter is not null && patience.IsCancellationRequested;
            var gaveUp = error is OperationCanceledException ? $"no answer within {Patience.TotalSeconds} s" : error.Message;
            return (0, hungUp ? HungUp : gaveUp);
        }
    }
}
