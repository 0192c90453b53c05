namespace Gan.Onnx.Serving.Hosting;

/// <summary>Where the server listens, and so where its health check asks.</summary>
internal static class ListenAddress
{
    private const string Default = "http://localhost:8080";

    /// <summary>Listens on localhost:8080 unless the operator chose something, by any of ASP.NET Core's settings.</summary>
    public static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        IConfiguration configuration = builder.Configuration;
        var isChosen = new[] { "urls", "http_ports", "https_ports" }.Any(key => !string.IsNullOrEmpty(configuration[key]))
            || configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!isChosen)
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    /// <summary>The first configured address as this machine reaches it.</summary>
    public static Uri Local(IConfiguration configuration)
    {
        var address = First(configuration["urls"])
            ?? configuration.GetSection("Kestrel:Endpoints")
                .GetChildren()
                .Select(endpoint => endpoint["Url"])
                .FirstOrDefault(url => url is not null)
            ?? (First(configuration["http_ports"]) is { } port ? $"http://*:{port}" : null);
        var binding = BindingAddress.Parse(address ?? Default);
        var isAny = binding.Host is "*" or "+" or "0.0.0.0" or "[::]";
        return new UriBuilder(binding.Scheme, isAny ? "localhost" : binding.Host, binding.Port).Uri;
    }

    private static string? First(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
}
