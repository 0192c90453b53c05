using System.Globalization;

/// <summary>Tables with a row a variant of the reference preset.</summary>
internal static class VariantTables
{
    private const string Time = "msPerIteration";
    private const string Work = "gemmGigaflop";
    private static readonly string[] Names = [ContestantName.Ours, ContestantName.Torch];

    /// <summary>How an iteration grows.</summary>
    /// <param name="what">The heading of the first column.</param>
    /// <param name="variants">By a number.</param>
    /// <param name="images">The batch at that number.</param>
    public static string Growth(string what, IReadOnlyList<Measured> variants, Func<int, int> images)
    {
        string[] headings =
        [
            what, .. Names.SelectMany(IEnumerable<string> (name) => [$"{name}, ms an iteration", "µs an image"]),
            "ratio", "GFLOP an iteration", "GFLOP/s, ours", "most memory, MB",
        ];
        return Table.Of(headings, variants.Select(IEnumerable<string> (variant) =>
        {
            var batch = images(int.Parse(variant.Value, CultureInfo.InvariantCulture));
            var times = Names.ToDictionary(name => name, name => variant.Middle(Way(variant, name), Time));
            return
            [
                variant.Value,
                .. Names.SelectMany(IEnumerable<string> (name) => [times[name].Fixed(1), (1000 * times[name] / batch).Fixed(0)]),
                (times[ContestantName.Torch] / times[ContestantName.Ours]).Fixed(2),
                variant.Of(ContestantName.Ours, Work)[0].ToString("g3", CultureInfo.InvariantCulture),
                (variant.Middle(ContestantName.Ours, Work) / times[ContestantName.Ours] * 1000).Fixed(0),
                variant.Of(ContestantName.Ours, "peakMegabytes").Max().Fixed(0),
            ];
        }));
    }

    /// <summary>How much faster more threads are than the fewest.</summary>
    public static string Threads(IReadOnlyList<Measured> variants)
    {
        var fewest = variants.MinBy(variant => int.Parse(variant.Value, CultureInfo.InvariantCulture))!;
        string[] headings =
        [
            "threads", .. Names.SelectMany(IEnumerable<string> (name) => [$"{name}, ms an iteration", "times as fast as on one"]),
            "of ours, the Gemms alone",
        ];
        return Table.Of(headings, variants.Select(IEnumerable<string> (variant) =>
        [
            variant.Value,
            .. Names.SelectMany(IEnumerable<string> (name) =>
                [variant.Middle(Way(variant, name), Time).Fixed(1), Gain(name, Time)(variant).InWords(2)]),
            Gain(ContestantName.Ours, "gemmMilliseconds")(variant).InWords(2),
        ]));

        Func<Measured, double[]> Gain(string name, string field) =>
            variant => fewest.Of(Way(fewest, name), field).Over(variant.Of(Way(variant, name), field));
    }

    private static string Way(Measured variant, string name) => name == ContestantName.Ours ? name : variant.Faster(name);
}
