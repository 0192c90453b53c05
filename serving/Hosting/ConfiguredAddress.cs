namespace Gan.Onnx.Serving.Hosting;

/// <summary>An address that the web server is told to listen at.</summary>
/// <param name="Key">The setting that says so.</param>
/// <param name="Url">As it was written; of a port, for every address of this machine.</param>
/// <param name="Protocols">Of HTTP, in Kestrel's words; null for its own choice.</param>
internal sealed record ConfiguredAddress(string Key, string Url, string? Protocols)
{
    /// <summary>The settings that hold numbers of ports alone.</summary>
    public static readonly IReadOnlyList<string> PortKeys = ["http_ports", "https_ports"];

    /// <summary>The settings that hold addresses or ports, several in one.</summary>
    public static readonly IReadOnlyList<string> Keys = ["urls", .. PortKeys];

    private const string EndpointsKey = "Kestrel:Endpoints";

    /// <summary>
    /// All of them: endpoints of Kestrel count before urls, and these before ports, as the web server has it; <c>preferHostingUrls</c> puts
    /// the endpoints last.
    /// </summary>
    public static IReadOnlyList<ConfiguredAddress> All(IConfiguration configuration)
    {
        var protocols = configuration["Kestrel:EndpointDefaults:Protocols"];
        ConfiguredAddress[] endpoints =
        [
            .. configuration.GetSection(EndpointsKey).GetChildren().Select(endpoint => new ConfiguredAddress(
                $"{endpoint.Path}:Url", endpoint["Url"] ?? "", endpoint["Protocols"] ?? protocols)),
        ];
        ConfiguredAddress[] urls = [.. Each(configuration["urls"]).Select(url => new ConfiguredAddress("urls", url, protocols))];
        if (urls.Length == 0)
        {
            urls =
            [
                .. from key in PortKeys
                   from port in Each(configuration[key])
                   select new ConfiguredAddress(key, $"{key.Split('_')[0]}://*:{port}", protocols),
            ];
        }

        var prefersUrls = bool.TryParse(configuration["preferHostingUrls"], out var prefers) && prefers;
        return endpoints.Length > 0 && !(prefersUrls && urls.Length > 0) ? endpoints : urls;
    }

    /// <summary>The parts of a setting that holds several.</summary>
    public static string[] Each(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
