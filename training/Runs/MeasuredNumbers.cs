using System.Text.Json;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// What a line of <c>metrics.jsonl</c> has beyond the parameters of <see cref="MetricsLine"/>, by name; equal if all of it is.
/// </summary>
public sealed class MeasuredNumbers : Dictionary<string, JsonElement>, IEquatable<MeasuredNumbers>
{
    /// <summary>Numbers under their names.</summary>
    public static MeasuredNumbers Of(IEnumerable<(string Name, double Value)> numbers)
    {
        var all = new MeasuredNumbers();
        foreach (var (name, value) in numbers)
        {
            all.Add(name, JsonSerializer.SerializeToElement(value, MetricsLog.Options));
        }

        return all;
    }

    /// <inheritdoc/>
    public bool Equals(MeasuredNumbers? other) =>
        other is not null
        && Count == other.Count
        && this.All(pair => other.TryGetValue(pair.Key, out var value) && JsonElement.DeepEquals(pair.Value, value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MeasuredNumbers);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;
}
