using Gan.Onnx.Serving.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Which of several settings says where the server listens.</summary>
public class ConfiguredAddressTests
{
    private const string Endpoint = "Kestrel:Endpoints:Main:Url";

    [Theory]
    [InlineData("", "")]
    [InlineData("urls=http://a:1;http://b:2", "urls http://a:1, urls http://b:2")]
    [InlineData("urls= http://a:1 ;; ", "urls http://a:1")]
    [InlineData("urls=http://a:1|http_ports=2", "urls http://a:1")]
    [InlineData("urls=;|http_ports=2", "http_ports http://*:2")]
    [InlineData("https_ports=1|http_ports=2;3", "http_ports http://*:2, http_ports http://*:3, https_ports https://*:1")]
    [InlineData($"{Endpoint}=http://e:1|urls=http://a:1", $"{Endpoint} http://e:1")]
    [InlineData($"{Endpoint}=http://e:1|urls=http://a:1|preferHostingUrls=false", $"{Endpoint} http://e:1")]
    [InlineData($"{Endpoint}=http://e:1|urls=http://a:1|preferHostingUrls=what", $"{Endpoint} http://e:1")]
    [InlineData($"{Endpoint}=http://e:1|urls=http://a:1|preferHostingUrls=true", "urls http://a:1")]
    [InlineData($"{Endpoint}=http://e:1|preferHostingUrls=true", $"{Endpoint} http://e:1")]
    [InlineData("Kestrel:Endpoints:Main:Protocols=Http1", $"{Endpoint} ")]
    public void Endpoints_come_before_urls_and_these_before_ports(string settings, string expected) => Assert.Equal(
        expected, string.Join(", ", ConfiguredAddress.All(Configuration(settings)).Select(address => $"{address.Key} {address.Url}")));

    [Theory]
    [InlineData("urls=http://a:1", null)]
    [InlineData("urls=http://a:1|Kestrel:EndpointDefaults:Protocols=Http2", "Http2")]
    [InlineData("http_ports=1|Kestrel:EndpointDefaults:Protocols=Http2", "Http2")]
    [InlineData($"{Endpoint}=http://e:1|Kestrel:EndpointDefaults:Protocols=Http2", "Http2")]
    [InlineData($"{Endpoint}=http://e:1|Kestrel:EndpointDefaults:Protocols=Http2|Kestrel:Endpoints:Main:Protocols=Http1", "Http1")]
    public void Protocols_are_an_endpoints_own_or_those_of_all(string settings, string? expected) =>
        Assert.Equal(expected, ConfiguredAddress.All(Configuration(settings)).Single().Protocols);

    [Theory]
    [InlineData("", "http://localhost:8080")]
    [InlineData("urls=|http_ports=|https_ports=", "http://localhost:8080")]
    [InlineData("urls=http://*:1", "http://*:1")]
    [InlineData("http_ports=1", null)]
    [InlineData("https_ports=1", null)]
    [InlineData($"{Endpoint}=http://*:1", null)]
    public void Without_any_it_listens_on_this_machine_only(string settings, string? urls)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(Pairs(settings));

        builder.UseDefaultAddress();

        Assert.Equal(urls, builder.WebHost.GetSetting("urls") is { Length: > 0 } set ? set : null);
    }

    private static IConfiguration Configuration(string settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(Pairs(settings)).Build();

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(string settings) => settings
        .Split('|', StringSplitOptions.RemoveEmptyEntries)
        .Select(setting => setting.Split('='))
        .Select(setting => KeyValuePair.Create(setting[0], (string?)setting[1]));
}
