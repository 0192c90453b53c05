using CsCheck;
using Gan.Onnx.Serving.Settings;
using Microsoft.Extensions.Configuration;

namespace Gan.Onnx.Serving.Tests.Settings;

/// <summary>Settings for what lies between the server and its clients: proxies, base path, web pages of other origins, bursts.</summary>
public class ProxyOptionsTests
{
    [Fact]
    public void Proxies_are_addresses_and_networks()
    {
        var known = Read("Proxy:Known", "192.0.2.7, 10.1.2.3/8,::1,fd00::/8").Proxy.Known;

        Assert.Equal(["192.0.2.7/32", "10.0.0.0/8", "::1/128", "fd00::/8"], known.Select(network => $"{network}"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("/gan", "/gan")]
    [InlineData("/a-b/gan_1.0/", "/a-b/gan_1.0")]
    public void The_base_path_has_no_slash_at_its_end(string given, string expected) =>
        Assert.Equal(expected, Read("Proxy:BasePath", given).Proxy.BasePath);

    [Theory]
    [InlineData("", 0)]
    [InlineData("*", 1)]
    [InlineData("https://page.example, http://localhost:3000,http://[::1]:3000", 3)]
    public void Origins_are_as_browsers_send_them(string given, int expected) =>
        Assert.Equal(expected, Read("Cors:Origins", given).CrossOrigin.Origins.Count);

    [Fact]
    public void A_burst_is_a_minutes_requests_unless_it_is_given()
    {
        Assert.Equal(6, Read("Access:RequestsPerMinute", "6").Access.Burst);
        Assert.Equal(2, Read("Access:Burst", "2").Access.Burst);
    }

    [Theory]
    [InlineData("Proxy:Known", "proxy.example")]
    [InlineData("Proxy:Known", "10.0.0.0/33")]
    [InlineData("Proxy:Known", "*")]
    [InlineData("Proxy:BasePath", "gan")]
    [InlineData("Proxy:BasePath", "/a//b")]
    [InlineData("Proxy:BasePath", "/../b")]
    [InlineData("Proxy:BasePath", "https://page.example/gan")]
    [InlineData("Proxy:BasePath", "/a b")]
    [InlineData("Cors:Origins", "page.example")]
    [InlineData("Cors:Origins", "https://page.example/")]
    [InlineData("Cors:Origins", "https://page.example/path")]
    [InlineData("Cors:Origins", "ftp://page.example")]
    [InlineData("Cors:Origins", "https://page.example,*")]
    [InlineData("Access:Burst", "-1")]
    public void What_they_cannot_be_is_refused(string key, string value)
    {
        var error = Assert.Throws<StartupException>(() => Read(key, value));

        Assert.StartsWith($"Setting '{key}' must be ", error.Message);
        Assert.Contains(value.Split(',')[^1], error.Message);
    }

    [Theory]
    [InlineData("Proxy:Knwon", "Known are Proxy:Known, Proxy:BasePath.")]
    [InlineData("Cors:Origin", "Known are Cors:Origins.")]
    public void An_unknown_one_is_refused(string key, string known) =>
        Assert.Contains(known, Assert.Throws<StartupException>(() => Read(key, "x")).Message);

    [Theory]
    [InlineData("Proxy:Known")]
    [InlineData("Proxy:BasePath")]
    [InlineData("Cors:Origins")]
    [InlineData("Access:Burst")]
    public void Any_text_is_read_or_refused(string key) =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["/*.:[]%?#,0123456789abhtps "], 0, 24]).Sample(value =>
        {
            try
            {
                Read(key, value);
            }
            catch (StartupException refusal)
            {
                Assert.StartsWith($"Setting '{key}' must be ", refusal.Message);
            }
        });

    private static ServingOptions Read(string key, string value) => ServingOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build());
}
