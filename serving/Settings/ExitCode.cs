namespace Gan.Onnx.Serving.Settings;

/// <summary>What the program ends with; told by <c>--help</c> and docs/settings.md.</summary>
internal static class ExitCode
{
    /// <summary>All codes, in words.</summary>
    public const string All =
        "0: the server was told to stop, by SIGTERM or Ctrl-C, and finished its requests; or what was asked for is printed; or, for "
        + "--healthcheck, the running server is ready. 1: for --healthcheck, it is not. 2: the server cannot start, and one line on the "
        + "error stream says why. 143 or 130: SIGTERM or Ctrl-C came while it was starting, before it took any request.";

    /// <summary>The server stopped as it was told, or what was asked for is done.</summary>
    public const int Done = 0;

    /// <summary>The server cannot start.</summary>
    public const int CannotStart = 2;
}
