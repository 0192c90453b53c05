/// <summary>
/// Who is compared, by the names that tables show. Idle threads of TorchSharp's OpenMP spin, as they come, or sleep if they are told to
/// wait passively. Spinning gains a little on an idle machine and loses much where anything else wants a core: both are tried, and the
/// faster one counts.
/// </summary>
internal static class ContestantName
{
    /// <summary>This project.</summary>
    public const string Ours = "ours";

    /// <summary>TorchSharp with its Adam.</summary>
    public const string Torch = "TorchSharp";

    /// <summary>TorchSharp whose weights stay as they are: what the best optimizer could not beat.</summary>
    public const string Bare = "TorchSharp without Adam";

    private const string Waiting = ", passive waiting";

    /// <summary>The same with threads that wait passively.</summary>
    public static string Passive(string name) => name + Waiting;

    /// <summary>Whether the contestant's threads wait passively.</summary>
    public static bool IsPassive(string name) => name.EndsWith(Waiting, StringComparison.Ordinal);

    /// <summary>A contestant in both ways of waiting.</summary>
    public static string[] Both(string name) => [name, Passive(name)];
}
