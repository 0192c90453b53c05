namespace Gan.Onnx.Serving.Hosting;

/// <summary>Where the server that a configuration makes is reached from the same machine.</summary>
/// <param name="Uri">Scheme, host and port.</param>
/// <param name="Socket">The path of its Unix socket; null for a port.</param>
/// <param name="IsHttp2Only">It speaks HTTP/2 from the first byte, without TLS.</param>
internal sealed record OwnAddress(Uri Uri, string? Socket, bool IsHttp2Only)
{
    private const string EndpointsKey = "Kestrel:Endpoints";

    public override string ToString() => Socket is null ? Uri.ToString() : $"http://unix:{Socket}";

    /// <summary>
    /// Of the configured addresses, in the order in which the web server heeds them: the first without TLS, else the first.
    /// </summary>
    /// <param name="configuration">The server's.</param>
    /// <param name="otherwise">Where it listens when nothing is configured.</param>
    /// <exception cref="FormatException">The address is none.</exception>
    public static OwnAddress Of(IConfiguration configuration, string otherwise)
    {
        var defaultProtocols = configuration["Kestrel:EndpointDefaults:Protocols"];
        (string Url, string? Protocols)[] endpoints =
        [
            .. configuration.GetSection(EndpointsKey).GetChildren()
                .Where(endpoint => !string.IsNullOrEmpty(endpoint["Url"]))
                .Select(endpoint => (endpoint["Url"]!, endpoint["Protocols"] ?? defaultProtocols)),
        ];
        if (endpoints.Length == 0 || bool.TryParse(configuration["preferHostingUrls"], out var prefersUrls) && prefersUrls)
        {
            string[] urls = [.. Each(configuration["urls"])];
            if (urls.Length == 0)
            {
                urls =
                [
                    .. Each(configuration["http_ports"]).Select(port => $"http://*:{port}"),
                    .. Each(configuration["https_ports"]).Select(port => $"https://*:{port}"),
                ];
            }

            endpoints = urls.Length > 0 || endpoints.Length == 0
                ? [.. urls.DefaultIfEmpty(otherwise).Select(url => (url, defaultProtocols))]
                : endpoints;
        }

        var (chosen, protocols) = endpoints
            .OrderBy(endpoint => endpoint.Url.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
            .First();
        var binding = BindingAddress.Parse(chosen);
        var isHttp2Only = "Http2".Equals(protocols, StringComparison.OrdinalIgnoreCase);
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

    private static string[] Each(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
