/// <summary>The server did something else than it should, in words.</summary>
internal sealed class SoakException(string message) : Exception(message);
