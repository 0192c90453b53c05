using Gan.Onnx.Generation.Models;
using Microsoft.AspNetCore.Connections;

namespace Gan.Onnx.Serving.Settings;

/// <summary>The server cannot start as it is configured. The message names the setting, what was expected and what was found.</summary>
internal sealed class StartupException : Exception
{
    private StartupException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>One line for the operator, or null for an exception that is a defect and deserves its stack trace.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartupException or GeneratorException => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message.TrimEnd('.')}. Stop the other program, or choose another address with --urls http://localhost:8081.",
        _ => null,
    };

    internal static StartupException BadSetting(string key, string expected, string found) =>
        new($"Setting '{key}' must be {expected}; it is '{found}'. Correct it in appsettings.json, the environment or the command line.");

    internal static StartupException UnknownSetting(string key, IEnumerable<string> known) =>
        new($"Setting '{key}' is unknown. Known are {string.Join(", ", known)}. Correct or remove it.");

    /// <summary>Tells the length only: a key belongs in no log.</summary>
    internal static StartupException BadKey(int length, int shortest) => new(
        $"A key of 'Access:ApiKeys' or 'Access:AdminKey' must be at least {shortest} printable ASCII characters without spaces; "
        + $"one of {length} is not. "
        + "Make one with: openssl rand -hex 32");

    internal static StartupException ExtensionsMissing(Exception cause) => new(
        $"Setting 'Png:Encoder' is 'extensions', but ONNX Runtime Extensions cannot be loaded: {cause.Message.ReplaceLineEndings(" ")} "
        + "Put libortextensions beside the program, or choose 'zlib'.", cause);
}
