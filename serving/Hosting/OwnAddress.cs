using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>Where the server that a configuration makes is reached from the same machine.</summary>
/// <param name="Uri">Scheme, host and port.</param>
/// <param name="Socket">The path of its Unix socket; null for a port.</param>
/// <param name="IsHttp2Only">It speaks HTTP/2 from the first byte, without TLS.</param>
internal sealed record OwnAddress(Uri Uri, string? Socket, bool IsHttp2Only)
{
    public override string ToString() => Socket is null ? Uri.ToString() : $"http://unix:{Socket}";

    /// <summary>
    /// Of the configured addresses, in the order in which the web server heeds them: the first without TLS, else the first.
    /// </summary>
    /// <param name="configuration">The server's.</param>
    /// <param name="otherwise">Where it listens when nothing is configured.</param>
    /// <exception cref="FormatException">The address is none.</exception>
    public static OwnAddress Of(IConfiguration configuration, string otherwise)
    {
        var chosen = ConfiguredAddress.All(configuration)
            .Where(address => address.Url.Length > 0)
            .DefaultIfEmpty(new ConfiguredAddress("urls", otherwise, configuration["Kestrel:EndpointDefaults:Protocols"]))
            .OrderBy(address => address.Url.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
            .First();
        var binding = BindingAddress.Parse(chosen.Url);
        // The framework takes the name in any case, and its number.
        var isHttp2Only = Enum.TryParse<HttpProtocols>(chosen.Protocols, ignoreCase: true, out var protocols)
            && protocols == HttpProtocols.Http2;
        return binding.IsUnixPipe
            ? new OwnAddress(new Uri("http://localhost"), binding.UnixPipePath, isHttp2Only)
            : new OwnAddress(new UriBuilder(binding.Scheme, Reachable(binding.Host), binding.Port).Uri, null, isHttp2Only);
    }

    /// <summary>The web server takes any name but localhost for every address of the machine.</summary>
    private static string Reachable(string host)
    {
        var isOne = System.Net.IPAddress.TryParse(host, out var address)
            && !address.Equals(System.Net.IPAddress.Any) && !address.Equals(System.Net.IPAddress.IPv6Any);
        return isOne ? host : "localhost";
    }
}
