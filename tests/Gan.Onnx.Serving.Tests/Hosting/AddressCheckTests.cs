using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Settings;
using Microsoft.Extensions.Configuration;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Addresses that the web server would not understand, or take for others.</summary>
public class AddressCheckTests
{
    [Theory]
    [InlineData("localhost:8080", "that is no address")]
    [InlineData("8080", "that is no address")]
    [InlineData("http://", "that is no address")]
    [InlineData("http://127.0.0.1:0;bad", "'bad': that is no address")]
    [InlineData("http://127.0.0.1:0/gan", "it has a path")]
    [InlineData("http://127.0.0.1:0?x=1", "it has a path")]
    [InlineData("http://127.0.0.1:70000", "ports go from 0 to 65535")]
    [InlineData("http://127.0.0.1:-1", "ports go from 0 to 65535")]
    [InlineData("ftp://127.0.0.1:0", "the scheme must be http or https")]
    [InlineData("http://no such host:80", "'no such host' is no address of a machine")]
    [InlineData("http://127.0.0.1:8O80", "'127.0.0.1:8O80' is no address of a machine")]
    [InlineData("http://[::1:80", "is no address of a machine")]
    [InlineData("http://localhost:0", "give http://127.0.0.1:0")]
    [InlineData("http://pipe:/x", "named pipes are for Windows")]
    [InlineData("http://unix:x.sock", "is no address of a machine")]
    [InlineData("http://unix:/nowhere/x.sock", "in a directory that exists")]
    [InlineData("http://unix:/", "that is no address")]
    [InlineData("http://unix:/tmp", "in a directory that exists")]
    [InlineData("http://unix:/tmp/", "that is no address")]
    [InlineData("http://unix:/tmp/nowhere/:", "in a directory that exists")]
    [InlineData("http://unix:/tmp/gan:x.sock", "the path of a Unix socket has no colon")]
    [InlineData("http://127.0.0.1:0#x", "it has a path")]
    [InlineData("http://-x:80", "'-x' is no address of a machine")]
    [InlineData("http://x,y:80", "'x,y' is no address of a machine")]
    [InlineData("http://127.0.0.1:65536", "ports go from 0 to 65535")]
    [InlineData("http://LocalHost:0", "give http://127.0.0.1:0")]
    [InlineData(
        "http://unix:/tmp/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012",
        "107 bytes")]
    public void An_address_that_is_none_is_refused_with_the_reason(string urls, string reason)
    {
        var error = Assert.Throws<StartupException>(() => Check(("urls", urls)));

        Assert.StartsWith("The server cannot listen at '", error.Message);
        Assert.Contains(reason, error.Message);
        Assert.Contains("Correct setting 'urls'", error.Message);
    }

    [Theory]
    [InlineData("urls", ";")]
    [InlineData("urls", " ")]
    [InlineData("http_ports", ";;")]
    [InlineData("https_ports", " ; ")]
    public void Semicolons_alone_are_no_address(string key, string value)
    {
        var error = Assert.Throws<StartupException>(() => Check((key, value)));

        Assert.StartsWith($"Setting '{key}' must be addresses or ports with semicolons between them; it is '{value}'.", error.Message);
    }

    [Theory]
    [InlineData("http_ports", "x")]
    [InlineData("http_ports", "70000")]
    [InlineData("http_ports", "65536")]
    [InlineData("http_ports", "+80")]
    [InlineData("https_ports", "80;-1")]
    public void A_port_that_is_none_is_refused(string key, string value) => Assert.StartsWith(
        $"Setting '{key}' must be ports from 0 to 65535", Assert.Throws<StartupException>(() => Check((key, value))).Message);

    [Theory]
    [InlineData("Kestrel:Endpoints:Main:Url", "nonsense")]
    [InlineData("Kestrel:Endpoints:Main:Protocols", "Http1")]
    public void An_endpoint_of_Kestrel_needs_an_address(string key, string value) =>
        Assert.Contains("'Kestrel:Endpoints:Main:Url'", Assert.Throws<StartupException>(() => Check((key, value))).Message);

    [Theory]
    [InlineData("http://*:80;http://+:81;https://[::]:443;http://127.0.0.1:0;http://localhost:5000;http://my-host.example:80", 0)]
    [InlineData("http://unix:/tmp/gan.sock;http://0.0.0.0", 1)]
    [InlineData("http://unix:/tmp/a.sock;http://unix:/tmp/b.sock", 2)]
    [InlineData("HTTP://127.0.0.1:65535;http://a_b.example:1;http://7-up:1", 0)]
    [InlineData(
        "http://unix:/tmp/012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901", 1)]
    public void Addresses_as_the_web_server_knows_them_are_let_be(string urls, int sockets)
    {
        var addresses = Check(("urls", urls));

        Assert.Equal(urls.Split(';'), addresses.Urls);
        Assert.Equal(sockets, addresses.Sockets.Count);
    }

    [Fact]
    public void Addresses_that_count_for_nothing_are_not_looked_at() =>
        Assert.Equal(["http://*:1"], Check(("urls", "nonsense"), ("Kestrel:Endpoints:Main:Url", "http://*:1")).Urls);

    [Theory]
    [InlineData("http_ports", "0;65535", "http://*:0 http://*:65535")]
    [InlineData("https_ports", "443", "https://*:443")]
    public void Ports_are_let_be(string key, string value, string urls) => Assert.Equal(urls.Split(' '), Check((key, value)).Urls);

    [Fact]
    public void The_path_of_a_socket_is_measured_in_bytes()
    {
        var error = Assert.Throws<StartupException>(() => Check(("urls", $"http://unix:/tmp/{new string('ä', 52)}")));

        Assert.Contains("107 bytes", error.Message);
    }

    [Fact]
    public void The_socket_is_named_by_its_path() =>
        Assert.Equal(["/tmp/gan.sock"], Check(("urls", "http://127.0.0.1:0;http://unix:/tmp/gan.sock")).Sockets);

    private static CheckedAddresses Check(params (string Key, string Value)[] settings) => AddressCheck.Check(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
