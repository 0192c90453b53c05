/// <summary>A contestant failed, or there is no such preset, in words.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
