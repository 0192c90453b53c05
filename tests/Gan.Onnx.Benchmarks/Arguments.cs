using System.Globalization;

namespace Gan.Onnx.Benchmarks;

/// <summary>A benchmark's options: <c>--name value</c> and <c>--flag</c>.</summary>
internal sealed class Arguments(IReadOnlyList<string> words)
{
    /// <summary>The word after <c>--name</c>, or null.</summary>
    public string? Optional(string name)
    {
        var position = words.ToList().IndexOf($"--{name}");
        return position >= 0 && position + 1 < words.Count ? words[position + 1] : null;
    }

    /// <summary>The word after <c>--name</c>.</summary>
    public string Text(string name, string otherwise) => Optional(name) ?? otherwise;

    /// <summary>The whole number after <c>--name</c>.</summary>
    public int Number(string name, int otherwise) =>
        Optional(name) is { } word ? int.Parse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The number after <c>--name</c>.</summary>
    public double Real(string name, double otherwise) =>
        Optional(name) is { } word ? double.Parse(word, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>True when <c>--name</c> is there.</summary>
    public bool Has(string name) => words.Contains($"--{name}");
}
