namespace Gan.Onnx.Serving.Hosting;

/// <summary>Where the server listens, and so where its health check asks.</summary>
internal static class ListenAddress
{
    private const string Default = "http://localhost:8080";

    /// <summary>Listens on localhost:8080 unless the operator chose something, by any of ASP.NET Core's settings.</summary>
    public static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        IConfiguration configuration = builder.Configuration;
        var isChosen = ConfiguredAddress.Keys.Any(key => !string.IsNullOrEmpty(configuration[key]))
            || configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!isChosen)
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    /// <summary>One of the configured addresses as this machine reaches it.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static OwnAddress Local(IConfiguration configuration) => OwnAddress.Of(configuration, Default);
}
