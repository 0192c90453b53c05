using System.Globalization;

namespace Gan.Onnx.Training.Datasets;

/// <summary>A class for each image.</summary>
/// <param name="Path">Where they come from, for messages.</param>
/// <param name="Values">[count], each 0 to <paramref name="Classes"/> − 1.</param>
/// <param name="Classes">How many classes there are, 1 to 256.</param>
/// <param name="Names">A name for each class; null where they are called by their numbers.</param>
/// <param name="Sha256">SHA-256 of what they were read from.</param>
public sealed record ImageLabels(string Path, byte[] Values, int Classes, IReadOnlyList<string>? Names, string Sha256)
{
    /// <summary>The most classes: a label is a byte.</summary>
    public const int MostClasses = 256;

    /// <summary>The labels of an IDX file of bytes.</summary>
    public static ImageLabels Of(IdxFile file) =>
        Of(file.Path, Array.ConvertAll(file.Elements.ToArray(), label => (int)label), file.Sha256);

    /// <summary>
    /// The classes are the numbers that occur, in their order; where these are not 0, 1, 2 …, as EMNIST's letters are 1 to 26, the numbers
    /// become the classes' names.
    /// </summary>
    /// <param name="path">Where they come from, for messages.</param>
    /// <param name="numbers">One an image.</param>
    /// <param name="sha256">SHA-256 of what they were read from.</param>
    /// <exception cref="DatasetException">There are more than 256 different ones.</exception>
    public static ImageLabels Of(string path, IReadOnlyCollection<int> numbers, string sha256)
    {
        int[] occurring = [.. numbers.Distinct().Order()];
        if (occurring.Length > MostClasses)
        {
            throw DatasetException.TooManyNumbers(path, MostClasses, occurring.Length);
        }

        var classes = occurring.Select((number, index) => (number, index)).ToDictionary(pair => pair.number, pair => (byte)pair.index);
        return new ImageLabels(
            path, [.. numbers.Select(number => classes[number])], occurring.Length, Named(occurring.Select(Invariant)), sha256);
    }

    /// <summary>The names, or null where each is its class's number.</summary>
    public static IReadOnlyList<string>? Named(params IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Select((name, index) => name == Invariant(index)).All(isNumber => isNumber) ? null : all;
    }

    /// <summary>Refuses names that the manifest of a generator does not take.</summary>
    /// <param name="path">Where they come from, for messages.</param>
    /// <param name="names">One for each class.</param>
    /// <exception cref="DatasetException">One is blank, or two are the same but for capital letters.</exception>
    public static void RequireNames(string path, IReadOnlyList<string> names)
    {
        if (names.Any(string.IsNullOrWhiteSpace))
        {
            throw DatasetException.BlankName(path);
        }

        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw DatasetException.SameNames(path, twice.First(), twice.Last());
        }
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
