using System.Globalization;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging.Console;
using static Gan.Onnx.Serving.Settings.FrameworkSetting;

namespace Gan.Onnx.Serving.Settings;

/// <summary>The settings of ASP.NET Core that have an effect on this server: its addresses, certificates, log and host.</summary>
internal static class FrameworkSettings
{
    private const string OpenTelemetry = "OTEL_";
    private const string Ports = "ports with semicolons between them";

    private const string TimeForm = "a format of .NET for dates and times";

    private static readonly string[] Formatters = ["simple", "systemd", "json"];
    private static readonly string[] Providers = ["Console", "Debug", "EventSource", "EventLog", "OpenTelemetry"];
    private static readonly string[] Endpoints = ["Kestrel:Endpoints:*", "Kestrel:Endpoints:*:Sni:*", "Kestrel:EndpointDefaults"];

    private static readonly string[] Certificates =
        ["Kestrel:Certificates:*", "Kestrel:Endpoints:*:Certificate", "Kestrel:Endpoints:*:Sni:*:Certificate"];

    private static readonly FrameworkSetting[] All = [.. OfHost(), .. OfLog(), .. OfKestrel()];

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<FrameworkSetting> Documented => All;

    /// <summary>The names, for whoever mistyped one.</summary>
    public static IEnumerable<string> Names => All.Select(setting => setting.Pattern).Where(pattern => !pattern.Contains('*'));

    /// <summary>Sections that nobody but ASP.NET Core has.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["Logging", "Kestrel"];

    /// <summary>Whether settings stand below a key.</summary>
    public static bool IsSection(string key) => All.Any(setting => setting.IsBelow(key));

    /// <summary>The setting that a key is; null for none.</summary>
    public static FrameworkSetting? Find(string key) => key.StartsWith(OpenTelemetry, StringComparison.OrdinalIgnoreCase)
        ? new FrameworkSetting(key)
        : Array.Find(All, setting => setting.IsNamed(key));

    // WebHostDefaults, HostDefaults and what else the host reads by these names.
    private static IEnumerable<FrameworkSetting> OfHost() =>
    [
        new("urls", "addresses with semicolons between them"), new("http_ports", Ports), new("https_ports", Ports),
        new("https_port", "a port", value => ushort.TryParse(value, NumberStyles.None, null, out _)),
        new("environment"), new("applicationName"),
        new("contentRoot"), new("webroot"), new("startupAssembly"), new("hostingStartupAssemblies"),
        new("hostingStartupExcludeAssemblies"), new("AllowedHosts"), new("$schema"), new("preventHostingStartup"),
        Flag("captureStartupErrors"), Flag("detailedErrors"), Flag("suppressStatusMessages"),
        Switch("Metrics:EnabledMetrics:**"), Switch("Metrics:*:EnabledMetrics:**"),
        Switch("preferHostingUrls"), Switch("forwardedHeaders_Enabled"),
        new("hostBuilder:reloadConfigOnChange", "false, since settings are read at the start only", IsFalse),
        new("shutdownTimeoutSeconds", "a number of seconds", value => int.TryParse(value, NumberStyles.None, null, out _)),
    ];

    private static IEnumerable<FrameworkSetting> OfLog() =>
    [
        Name<LogLevel>("Logging:LogLevel:*"),
        .. Providers.Select(provider => Name<LogLevel>($"Logging:{provider}:LogLevel:*")),
        Switch("Logging:IncludeScopes"),
        new("Logging:Console:FormatterName", $"one of {string.Join(", ", Formatters)}", IsFormatter),
        new("Logging:Console:TimestampFormat", TimeForm, IsTimeForm), new("Logging:Console:Format"),
        new("Logging:Console:FormatterOptions:TimestampFormat", TimeForm, IsTimeForm),
        Name<LoggerColorBehavior>("Logging:Console:FormatterOptions:ColorBehavior"),
        Switch("Logging:Console:FormatterOptions:SingleLine"), Switch("Logging:Console:FormatterOptions:IncludeScopes"),
        Switch("Logging:Console:FormatterOptions:UseUtcTimestamp"), new("Logging:Console:FormatterOptions:JsonWriterOptions:**"),
        Name<LogLevel>("Logging:Console:LogToStandardErrorThreshold"),
        Name<ConsoleLoggerQueueFullMode>("Logging:Console:QueueFullMode"),
        new("Logging:Console:MaxQueueLength", "a number of 1 or more", IsPositive),
        Switch("Logging:Console:IncludeScopes"), Switch("Logging:Console:UseUtcTimestamp"), Switch("Logging:Console:DisableColors"),
    ];

    private static IEnumerable<FrameworkSetting> OfKestrel() =>
    [
        new("Kestrel:Endpoints:*:Url"),
        .. Endpoints.SelectMany<string, FrameworkSetting>(endpoint =>
        [
            // With none of them the web server would listen and answer nobody.
            Name<HttpProtocols>($"{endpoint}:Protocols", except: nameof(HttpProtocols.None)),
            Name<SslProtocols>($"{endpoint}:SslProtocols:*"),
            Name<ClientCertificateMode>($"{endpoint}:ClientCertificateMode"),
        ]),
        .. Certificates.SelectMany<string, FrameworkSetting>(certificate =>
        [
            new($"{certificate}:Path"), new($"{certificate}:KeyPath"), new($"{certificate}:Password"), new($"{certificate}:Subject"),
            new($"{certificate}:Store"), Name<StoreLocation>($"{certificate}:Location"), Switch($"{certificate}:AllowInvalid"),
        ]),
    ];

    /// <summary>What the web host, which is older than the rest, takes for true and false.</summary>
    private static FrameworkSetting Flag(string pattern) =>
        new(pattern, "true or false, 1 or 0", value => value is "1" or "0" || bool.TryParse(value, out _));

    private static bool IsFalse(string value) => bool.TryParse(value, out var isTrue) && !isTrue;

    private static bool IsFormatter(string value) => Formatters.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool IsTimeForm(string value)
    {
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(value, CultureInfo.InvariantCulture);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsPositive(string value) => int.TryParse(value, NumberStyles.None, null, out var number) && number > 0;
}
