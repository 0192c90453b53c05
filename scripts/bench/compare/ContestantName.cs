/// <summary>
/// Who is compared, by the names that tables show. Debian's PyTorch has two pools of threads, OpenMP's and OpenBLAS's. As they come, idle
/// threads of one spin on the cores that the other needs; told to wait passively they sleep, which is much faster where there are as
/// many threads as cores.
/// </summary>
internal static class ContestantName
{
    /// <summary>This project.</summary>
    public const string Ours = "ours";

    /// <summary>PyTorch as it comes.</summary>
    public const string PyTorch = "PyTorch";

    /// <summary>PyTorch whose OpenMP waits passively.</summary>
    public const string Passive = "PyTorch, passive waiting";
}
