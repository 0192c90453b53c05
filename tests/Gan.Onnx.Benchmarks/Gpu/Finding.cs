using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>
/// Something that a probe found out: a JSON object on a line of its own. Its field <c>table</c> says which of the report's tables it
/// is a row of, and <c>ok</c>, where there is one, whether it is as it should be.
/// </summary>
internal static class Finding
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Writes one at once: what follows may crash.</summary>
    /// <typeparam name="T">An anonymous type: its properties are the row's cells.</typeparam>
    public static void Write<T>(T finding)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(finding, Options));
        Console.Out.Flush();
    }
}
