using System.Globalization;

/// <summary>Tables with a row a preset.</summary>
internal static class PresetTables
{
    private const string Rate = "iterationsPerSecond";
    private const string Time = "msPerIteration";

    /// <summary>Iterations a second, here and in TorchSharp.</summary>
    public static string Speed(IEnumerable<Measured> presets) => Table.Of(
        ["preset", "ms an iteration", "iterations/s", ContestantName.Torch, "ratio", ContestantName.Bare, "ratio"],
        presets.Select(IEnumerable<string> (preset) =>
        [
            $"`{preset.Value}`",
            preset.Middle(ContestantName.Ours, Time).Fixed(2),
            preset.Of(ContestantName.Ours, Rate).InWords(1),
            .. new[] { ContestantName.Torch, ContestantName.Bare }.Select(preset.Faster).SelectMany(IEnumerable<string> (name) =>
            [
                preset.Of(name, Rate).InWords(1) + (ContestantName.IsPassive(name) ? ", passive" : ""),
                preset.Of(ContestantName.Ours, Rate).Over(preset.Of(name, Rate)).InWords(2),
            ]),
        ]));

    /// <summary>How much of an iteration is Gemm, and how near both come to one large Gemm.</summary>
    public static string Roofline(IEnumerable<Measured> presets) => Table.Of(
        [
            "preset", "GFLOP an iteration", "its Gemms alone, ms", "iteration ÷ Gemms", "Gemms, GFLOP/s", "1024³ Gemm, GFLOP/s",
            "Gemms' share of it", "iteration's share of it",
        ],
        presets.Select(Roof));

    /// <summary>The most memory of our process.</summary>
    public static string Memory(IEnumerable<Measured> presets) => Table.Of(
        ["preset", "most memory, MB"],
        presets.Select(IEnumerable<string> (preset) =>
        [
            $"`{preset.Value}`",
            preset.Of(ContestantName.Ours, "peakMegabytes").Max().Fixed(0),
        ]));

    private static string[] Roof(Measured preset)
    {
        double[] Of(string field) => preset.Of(ContestantName.Ours, field);
        var (gigaflop, times, gemms, roofs) = (Of("gemmGigaflop"), Of(Time), Of("gemmGigaflopPerSecond"), Of("roofGigaflopPerSecond"));
        var reached = gigaflop.Zip(times, (work, milliseconds) => work / milliseconds * 1000);
        return
        [
            $"`{preset.Value}`",
            gigaflop[0].ToString("g4", CultureInfo.InvariantCulture),
            Of("gemmMilliseconds").Median().Fixed(2),
            times.Over(Of("gemmMilliseconds")).InWords(2),
            gemms.Median().Fixed(0),
            roofs.Median().Fixed(0),
            $"{(100 * gemms.Over(roofs).Median()).Fixed(0)} %",
            $"{(100 * reached.Over(roofs).Median()).Fixed(0)} %",
        ];
    }
}
