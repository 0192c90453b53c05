using Gan.Onnx.Serving.Hosting;
using Microsoft.Extensions.Configuration;

namespace Gan.Onnx.Serving.Tests.Hosting;

public class ListenAddressTests
{
    [Theory]
    [InlineData(null, null, "http://localhost:8080/")]
    [InlineData("urls", "http://127.0.0.1:5000", "http://127.0.0.1:5000/")]
    [InlineData("urls", "http://+:5000;http://*:5001", "http://localhost:5000/")]
    [InlineData("urls", "http://0.0.0.0:80", "http://localhost/")]
    [InlineData("urls", "http://[::]:9000", "http://localhost:9000/")]
    [InlineData("http_ports", "9000;9001", "http://localhost:9000/")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://*:7000", "http://localhost:7000/")]
    public void The_health_check_asks_where_the_server_listens(string? key, string? value, string address)
    {
        var configuration = new ConfigurationBuilder();
        if (key is not null)
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create(key, value)]);
        }

        Assert.Equal(address, ListenAddress.Local(configuration.Build()).ToString());
    }

    [Fact]
    public void An_endpoint_without_an_address_is_passed_over()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("Kestrel:Endpoints:A:Protocols", (string?)"Http1"),
            KeyValuePair.Create("Kestrel:Endpoints:B:Url", (string?)"http://127.0.0.1:7000"),
        ]);

        Assert.Equal("http://127.0.0.1:7000/", ListenAddress.Local(configuration.Build()).ToString());
    }
}
