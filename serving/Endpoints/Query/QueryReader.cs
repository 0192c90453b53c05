using System.Text;
using Gan.Onnx.Generation.Text;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>
/// Reads a query string strictly and collects every fault in it, by parameter. What it reads makes up <see cref="Key"/>, so that no
/// route can forget a parameter that its answer depends on.
/// </summary>
internal sealed class QueryReader
{
    private const int LongestEcho = 40;
    private readonly IQueryCollection _query;
    private readonly StringBuilder _key = new();

    /// <summary>Notes the parameters that are unknown.</summary>
    public QueryReader(IQueryCollection query, QueryParameter[] known)
    {
        _query = query;
        foreach (var (name, _) in query)
        {
            if (!IsKnown(name, known))
            {
                string[] names = [.. known.Select(parameter => parameter.Name)];
                var message = $"There is no parameter '{Quoted(name)}'; known are {string.Join(", ", names)}. "
                    + NearestName.Suggestion(name, names);
                Errors[Quoted(name)] = [message.TrimEnd()];
            }
        }
    }

    /// <summary>The faults found so far: parameter name to messages.</summary>
    public Dictionary<string, string[]> Errors { get; } = [];

    /// <summary>
    /// The values read so far, defaults included, as they are and not as they were written: <c>count=16&amp;seed=7</c>. Two requests to
    /// one route have the same key only if they had the same values. Fit for an entity tag: no spaces, quotes or commas.
    /// </summary>
    public string Key => _key.ToString();

    /// <summary>Whether a parameter is given at all.</summary>
    public bool Has(QueryParameter parameter) => _query.ContainsKey(parameter.Name);

    /// <summary>The parameter's value, noted in <see cref="Key"/>; <paramref name="otherwise"/> if it is absent or faulty.</summary>
    public T Read<T>(QueryParameter<T> parameter, T otherwise)
    {
        var value = ReadCondition(parameter, otherwise);
        Note(parameter, value);
        return value;
    }

    /// <summary>The same for a value that decides whether there is an answer, and not what it is; not in <see cref="Key"/>.</summary>
    public T ReadCondition<T>(QueryParameter<T> parameter, T otherwise)
    {
        if (!_query.TryGetValue(parameter.Name, out var values))
        {
            return otherwise;
        }

        if (values.Count != 1)
        {
            Errors[parameter.Name] = [$"'{parameter.Name}' is given {values.Count} times ({Quoted(values.ToString())}). Give it once."];
            return otherwise;
        }

        return Parse(parameter, values[0]!, otherwise);
    }

    /// <summary>A number with a default, as it is or as it is given.</summary>
    public int Read(IntegerParameter parameter) => (int)Read(parameter, parameter.Default!.Value);

    /// <summary>The value of a parameter that may not be absent.</summary>
    public ulong ReadRequired(IntegerParameter parameter)
    {
        if (!Has(parameter))
        {
            Errors[parameter.Name] = [$"'{parameter.Name}' is missing. It must be {parameter.Expected}."];
        }

        return Read(parameter, 0ul);
    }

    /// <summary>The value of a part of the path, which a route leaves as text; noted in <see cref="Key"/>.</summary>
    public T ReadPath<T>(QueryParameter<T> parameter, string text, T otherwise)
    {
        var value = Parse(parameter, text, otherwise);
        Note(parameter, value);
        return value;
    }

    private T Parse<T>(QueryParameter<T> parameter, string text, T otherwise)
    {
        if (parameter.TryParse(text, out var value))
        {
            return value;
        }

        var message = $"'{parameter.Name}' must be {parameter.Expected}; received '{Quoted(text)}'. {parameter.Hint(text)}";
        Errors[parameter.Name] = [message.TrimEnd()];
        return otherwise;
    }

    private void Note<T>(QueryParameter<T> parameter, T value) => _key
        .Append(_key.Length > 0 ? "&" : "")
        .Append(parameter.Name)
        .Append('=')
        // Null stands for "none asked for", which is no text that a parameter has.
        .Append(value is null ? "" : Uri.EscapeDataString(parameter.Canonical(value)));

    private static bool IsKnown(string name, QueryParameter[] known)
    {
        foreach (var parameter in known)
        {
            if (parameter.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A part of the request, to be told to whoever sent it.</summary>
    public static string Quoted(string text) => Echo.Of(text, LongestEcho);
}
