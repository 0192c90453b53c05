using System.Text.Json;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>A request made from the description of an operation, and what is known of it.</summary>
/// <param name="Target">Path and query, encoded.</param>
/// <param name="Values">Of the parameters that are given once and are valid: name to text.</param>
/// <param name="Faults">Names of the parameters that are unknown, repeated, missing or not valid.</param>
internal sealed record FuzzRequest(string Target, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Faults);

/// <summary>Makes requests to one operation.</summary>
/// <param name="path">With parameters in braces.</param>
/// <param name="operation">From the API description.</param>
/// <param name="known">Texts that exist, for parameters whose schema alone does not tell: a model's name, its version.</param>
/// <param name="random">Decides everything.</param>
internal sealed class FuzzOperation(string path, JsonElement operation, IReadOnlyDictionary<string, string> known, Random random)
{
    private static readonly string[] UnknownNames = ["zzz", "a[b]", "", "__proto__", "\u00e9"];

    private readonly FuzzValues _values = new(random);

    private readonly JsonElement[] _parameters =
        operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : [];

    public string Path => path;

    public JsonElement Responses => operation.GetProperty("responses");

    public IEnumerable<string> Names => _parameters.Select(Name);

    /// <summary>Some of the parameters, all valid.</summary>
    public FuzzRequest Valid() => Make(spoilt: null, unknown: null);

    /// <summary>One parameter is odd: mostly not valid, sometimes only unusual.</summary>
    public FuzzRequest Odd(string name) => Make(name, unknown: null);

    /// <summary>One parameter is none that the operation has.</summary>
    public FuzzRequest Unknown() => Make(
        null,
        random.Next(3) == 0 && Names.Any() ? Names.First().ToUpperInvariant() : UnknownNames[random.Next(UnknownNames.Length)]);

    private FuzzRequest Make(string? spoilt, string? unknown)
    {
        var values = new Dictionary<string, string>();
        var faults = new List<string>();
        var query = new List<string>();
        var target = path;
        foreach (var parameter in _parameters)
        {
            var name = Name(parameter);
            var schema = parameter.GetProperty("schema");
            var isRequired = parameter.TryGetProperty("required", out var required) && required.GetBoolean();
            var isPath = parameter.GetProperty("in").GetString() == "path";
            if (name != spoilt && !isRequired && random.Next(2) == 0)
            {
                continue;
            }

            var text = known.TryGetValue(name, out var real) && random.Next(2) == 0 ? real : _values.Valid(schema);
            var (encoded, isAllowed) = (Uri.EscapeDataString(text), true);
            if (name == spoilt)
            {
                (encoded, isAllowed) = isPath ? OddSegment(schema) : _values.Odd(schema);
            }

            if (isPath)
            {
                target = target.Replace($"{{{name}}}", encoded, StringComparison.Ordinal);
            }
            else if (name == spoilt && random.Next(6) == 0)
            {
                query.AddRange([$"{name}={encoded}", $"{name}={Uri.EscapeDataString(text)}"]);
                isAllowed = false;
            }
            else if (name == spoilt && isRequired && random.Next(6) == 0)
            {
                isAllowed = false;
            }
            else
            {
                query.Add($"{name}={encoded}");
            }

            if (isAllowed)
            {
                values[name] = Uri.UnescapeDataString(encoded);
            }
            else
            {
                faults.Add(name);
            }
        }

        if (unknown is not null)
        {
            query.Add($"{Uri.EscapeDataString(unknown)}=1");
            faults.Add(unknown);
        }

        string[] shuffled = [.. query];
        random.Shuffle(shuffled);
        return new FuzzRequest(shuffled.Length == 0 ? target : $"{target}?{string.Join('&', shuffled)}", values, faults);
    }

    /// <summary>An empty segment or a null character never reaches the operation.</summary>
    private (string Encoded, bool IsAllowed) OddSegment(JsonElement schema)
    {
        while (true)
        {
            var (encoded, isAllowed) = _values.Odd(schema);
            if (encoded.Length > 0 && !encoded.Contains("%00", StringComparison.Ordinal))
            {
                return (encoded, isAllowed);
            }
        }
    }

    private static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;
}
