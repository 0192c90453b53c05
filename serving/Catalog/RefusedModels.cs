using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Text;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>The folders whose models are not served, and why. Read by any thread, written by one at a time.</summary>
internal sealed class RefusedModels
{
    // Rights that are given later change neither time nor length of a file.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private volatile SortedDictionary<string, Attempt> _attempts = new(StringComparer.Ordinal);

    /// <summary>Names and reasons, in the order of names.</summary>
    public IEnumerable<KeyValuePair<string, string>> Reasons => _attempts.Select(each => KeyValuePair.Create(each.Key, each.Value.Reason));

    /// <summary>Why a model is not served; null when nothing is known of it.</summary>
    public string? ReasonOf(string name) => _attempts.TryGetValue(name, out var attempt) ? attempt.Reason : null;

    /// <summary>Whether a folder is as it was when it was refused, a short while ago.</summary>
    public bool IsUnchanged(string name, string path) => _attempts.TryGetValue(name, out var attempt)
        && attempt.Files == ModelFiles.Look(path)
        && Environment.TickCount64 - attempt.Time < Patience.TotalMilliseconds;

    /// <summary>Notes a refusal.</summary>
    /// <returns>Whether it is news.</returns>
    public bool Add(string name, ModelFiles files, string reason)
    {
        var isNews = ReasonOf(name) != reason;
        _attempts = new SortedDictionary<string, Attempt>(_attempts, StringComparer.Ordinal)
        {
            [name] = new Attempt(files, Environment.TickCount64, reason),
        };
        return isNews;
    }

    /// <summary>Forgets those that are served or gone.</summary>
    public void Keep(Func<string, bool> isRefused)
    {
        if (_attempts.Keys.Any(name => !isRefused(name)))
        {
            _attempts = new SortedDictionary<string, Attempt>(
                _attempts.Where(each => isRefused(each.Key)).ToDictionary(), StringComparer.Ordinal);
        }
    }

    /// <summary>One line, whatever was thrown.</summary>
    public static string ReasonFor(Exception exception) => exception is GeneratorException
        ? exception.Message
        : $"It cannot be loaded: {Echo.Sentence(exception)} ({exception.GetType().Name})";

    private sealed record Attempt(ModelFiles Files, long Time, string Reason);
}
