using CsCheck;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Tests.Settings;

/// <summary>Whatever the settings file, the environment and the command line are: they are read, or refused in one line.</summary>
public class AnySettingsTests
{
    private const int Samples = 3000;

    private static readonly string Committed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));

    private static readonly string[] Names =
    [
        .. ServingOptions.Known.Select(setting => setting.Name), .. ServingOptions.Known.Select(setting => setting.Section),
        "urls", "http_ports", "https_ports", "preferHostingUrls", "Kestrel:Endpoints:A:Url", "Kestrel:Endpoints:A:Protocols",
        "Logging:LogLevel:Default", "Logging:Console:FormatterName", "Logging", "AllowedHosts", "Access:ApiKeys:0", "Access:ApiKeys:x",
        "OTEL_SERVICE_NAME", "PATH", ":", "::", "Model:", ":Path", "", " ", "=", "-", "--", "/", "$schema", "ApiKeys",
    ];

    private static readonly string[] Values =
    [
        "", " ", "0", "1", "-1", "+1", "64", "1e9", "NaN", "0.5", "0,5", "99999999999999999999", "true", "cpu", "auto", "zlib", "Fastest",
        "Http1", "Debug", "0123456789abcdef", "\0", "64\0", "\n", "a\nb", "\u001b[31m", "\ud800", "é", "/", "/nowhere", ".",
        "http://", "http://*:1", "http://*:1;", ";;",
        "http://127.0.0.1:0", "https://localhost:1", "http://[::1]:0", "http://[::1", "http://unix:/tmp/x",
        "http://unix:", "http://unix:/", "http://a:b", "http://a:70000", "ftp://x", "http://x/y", "localhost:80", "8080", "80;x",
        "http://\0",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(OneOf(Values), Gen.String[0, 20]);

    private static readonly Gen<string> Name = Gen.OneOf(
        OneOf(Names),
        Gen.Select(OneOf(Names), Gen.Int[0, 30], Gen.Char.AlphaNumeric, Slip),
        Gen.String[0, 20]);

    [Fact]
    public void Of_a_file_that_was_edited_anyhow() => Gen.Select(Gen.Int[0, Committed.Length], Gen.Int[0, 40], Text)
        .Select((start, length, text) => string.Concat(
            Committed.AsSpan(0, start), text, Committed.AsSpan(Math.Min(Committed.Length, start + length))))
        .Sample(json => ReadOrRefuse(json, [], []), iter: Samples);

    [Fact]
    public void Of_any_names_and_values_in_any_places() => Gen.Select(
            Gen.Select(Name, Text, (name, value) => (Name: name, Value: value)).Array[0, 3],
            Gen.Select(Name, Text, (name, value) => (Name: name.Replace(":", "__"), Value: value)).Array[0, 3],
            Gen.OneOf(Name, Text, Gen.Select(Name, Text, (name, value) => $"--{name}={value}")).Array[0, 3])
        .Sample((file, variables, arguments) => ReadOrRefuse(Nested(file), variables, arguments), iter: Samples);

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Slip(string name, int place, char letter) =>
        place >= name.Length ? name + letter : letter < 'F' ? name.Remove(place, 1) : name.Insert(place, $"{letter}");

    /// <summary>A document with these settings, sections within sections where a name has colons; of two of one name the first.</summary>
    private static string Nested((string Name, string Value)[] settings)
    {
        var root = new System.Text.Json.Nodes.JsonObject();
        foreach (var (name, value) in settings)
        {
            var node = root;
            var parts = name.Split(':');
            foreach (var part in parts[..^1])
            {
                node[part] ??= new System.Text.Json.Nodes.JsonObject();
                if (node[part] is not System.Text.Json.Nodes.JsonObject inner)
                {
                    break;
                }

                node = inner;
            }

            node[parts[^1]] ??= value.Any(char.IsSurrogate) ? "x" : value;
        }

        return root.ToJsonString();
    }

    private static void ReadOrRefuse(string json, (string Name, string Value)[] variables, string[] arguments)
    {
        try
        {
            var environment = variables.DistinctBy(each => each.Name).ToDictionary(each => each.Name, each => each.Value);
            Composition.Read(json, environment, arguments);
        }
        catch (Exception exception) when (exception is StartupException or InvalidDataException)
        {
            var explanation = StartupFault.Explain(exception);
            Assert.DoesNotContain(explanation, character => char.IsControl(character));
            Assert.NotEmpty(explanation.Trim());
        }
    }
}
