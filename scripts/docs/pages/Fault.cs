/// <summary>Something that a page says and that is not so. Where a check found nothing wrong, it gives null in place of one.</summary>
/// <param name="File">The page.</param>
/// <param name="Line">From 1.</param>
/// <param name="Problem">What is wrong.</param>
internal sealed record Fault(string File, int Line, string Problem);
