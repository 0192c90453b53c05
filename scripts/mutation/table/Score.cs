/// <summary>How many of a folder's slips were noticed.</summary>
internal sealed class Score(string name, IReadOnlyCollection<Slip> slips)
{
    /// <summary>What the columns are.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["folder", "slips", "noticed", "unnoticed", "not reached", "score"];

    /// <summary>Noticed, of all that were tried.</summary>
    public double Percent => 100.0 * slips.Count(slip => slip.IsNoticed) / slips.Count;

    /// <summary>A row under <see cref="Headings"/>.</summary>
    public IReadOnlyList<string> Cells =>
    [
        name,
        $"{slips.Count}",
        $"{slips.Count(slip => slip.IsNoticed)}",
        $"{slips.Count(slip => slip is { IsNoticed: false, IsUnreached: false })}",
        $"{slips.Count(slip => slip.IsUnreached)}",
        $"{Percent.Fixed(1)} %",
    ];
}
