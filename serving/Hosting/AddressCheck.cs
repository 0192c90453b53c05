using System.Globalization;
using System.Net;
using System.Text;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Looks at the addresses before the web server does: it takes what it does not understand for a machine's name, and a name for every
/// address of this machine, so <c>http://127.0.0.1:8O80</c> would stand open to all on port 80.
/// </summary>
internal static class AddressCheck
{
    private const string Example = "give addresses such as http://localhost:8080, with semicolons between them.";
    private const int LongestSocketPath = 107;

    /// <summary>Checks every address that the web server is going to listen at.</summary>
    /// <exception cref="StartupException">One is none.</exception>
    public static CheckedAddresses Check(IConfiguration configuration)
    {
        RequireAddress(configuration);
        var (urls, sockets) = (new List<string>(), new List<string>());
        foreach (var (key, url, _) in ConfiguredAddress.All(configuration))
        {
            RequirePort(configuration, key, url);
            var address = Parse(url);
            var reason = address is null ? $"that is no address; {Example}"
                : address.IsUnixPipe ? FaultOfSocket(address)
                : FaultOf(url, address);
            if (reason is not null)
            {
                throw StartupException.BadAddress(url, key, SettingOrigin.Of(configuration, key), reason);
            }

            urls.Add(url);
            if (address!.IsUnixPipe)
            {
                sockets.Add(address.UnixPipePath);
            }
        }

        return new CheckedAddresses(urls, sockets);
    }

    /// <summary>Of semicolons alone the web server makes an address that nobody chose.</summary>
    private static void RequireAddress(IConfiguration configuration)
    {
        foreach (var key in ConfiguredAddress.Keys)
        {
            if (configuration[key] is { Length: > 0 } text && ConfiguredAddress.Each(text).Length == 0)
            {
                throw StartupException.BadSetting(
                    key, "addresses or ports with semicolons between them", text, SettingOrigin.Of(configuration, key));
            }
        }
    }

    private static void RequirePort(IConfiguration configuration, string key, string url)
    {
        var port = url[(url.LastIndexOf(':') + 1)..];
        if (ConfiguredAddress.PortKeys.Contains(key) && !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw StartupException.BadSetting(
                key, "ports from 0 to 65535 with semicolons between them", port, SettingOrigin.Of(configuration, key));
        }
    }

    private static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static string? FaultOf(string url, BindingAddress address)
    {
        if (address.Scheme.ToLowerInvariant() is not ("http" or "https"))
        {
            return $"the scheme must be http or https; {Example}";
        }

        if (address.IsNamedPipe)
        {
            return "named pipes are for Windows; a Unix socket is http://unix:/PATH.";
        }

        if (address.PathBase.Length > 0 || url.Contains('?') || url.Contains('#'))
        {
            return $"it has a path; for one that a proxy adds there is Proxy:BasePath; {Example}";
        }

        if (!IsHost(address.Host))
        {
            return $"'{address.Host}' is no address of a machine, or no number follows the colon; {Example}";
        }

        if (address.Port is < 0 or > ushort.MaxValue)
        {
            return "ports go from 0 to 65535.";
        }

        return address.Port == 0 && address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            ? "localhost has two addresses, which cannot share a port that the system chooses; give http://127.0.0.1:0."
            : null;
    }

    private static bool IsHost(string host) => host is "*" or "+"
        || IPAddress.TryParse(host, out _)
        || (char.IsAsciiLetterOrDigit(host[0])
            && host.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_'));

    private static string? FaultOfSocket(BindingAddress address)
    {
        if (address.PathBase.Length > 0)
        {
            return "the path of a Unix socket has no colon.";
        }

        var path = address.UnixPipePath;
        if (Encoding.UTF8.GetByteCount(path) > LongestSocketPath)
        {
            return $"the path of a Unix socket has at most {LongestSocketPath} bytes.";
        }

        // The path begins with a slash, or it would not be that of a socket.
        return Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(path))
            ? "a Unix socket is http://unix:/PATH, in a directory that exists."
            : null;
    }
}

/// <summary>Where the web server is going to listen.</summary>
/// <param name="Urls">All of it, as it was configured.</param>
/// <param name="Sockets">The paths of Unix sockets.</param>
internal sealed record CheckedAddresses(IReadOnlyList<string> Urls, IReadOnlyList<string> Sockets);
