using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gan.Onnx.Serving.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>The program asks a running server whether it is ready, wherever that listens.</summary>
public class HealthcheckTests
{
    [Fact]
    public async Task A_proxy_in_the_environment_is_not_asked()
    {
        await using var server = new SocketServer();
        var program = Path.Combine(AppContext.BaseDirectory, "Gan.Onnx.Serving.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--healthcheck", "--urls", $"http://127.0.0.1:{server.Address.Port}"])
        {
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy" })
        {
            start.Environment[name] = "http://127.0.0.1:1";
        }

        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "";
        using var check = Process.Start(start)!;
        var complaint = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();

        Assert.Equal((0, ""), (check.ExitCode, complaint));
    }

    [Fact]
    public async Task A_server_with_a_certificate_for_another_name_is_asked()
    {
        using var certificate = Certificate("page.example");
        await using var server = await StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var port = new Uri(server.Urls.First()).Port;

        Assert.Equal(0, await AskAsync(("urls", $"https://*:{port}")));
        Assert.Equal(0, await AskAsync(("https_ports", $"{port}")));
        Assert.Equal(0, await AskAsync(("Kestrel:Endpoints:Main:Url", $"https://page.example:{port}")));
    }

    [Fact]
    public async Task A_Unix_socket_is_asked()
    {
        var folder = Directory.CreateTempSubdirectory("socket-");
        var socket = Path.Combine(folder.FullName, "gan.sock");
        await using (await StartAsync(kestrel => kestrel.ListenUnixSocket(socket)))
        {
            Assert.Equal(0, await AskAsync(("urls", $"http://unix:{socket}")));
        }

        Assert.Equal(1, await AskAsync(("urls", $"http://unix:{socket}")));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Http2")]
    [InlineData("http2")]
    [InlineData("2")]
    public async Task A_server_that_speaks_HTTP_2_only_is_asked_so(string protocols)
    {
        await using var server = await StartAsync(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));

        Assert.Equal(
            0, await AskAsync(("Kestrel:Endpoints:Main:Url", server.Urls.Single()), ("Kestrel:Endpoints:Main:Protocols", protocols)));
    }

    [Theory]
    [InlineData("gan.example", 0)]
    [InlineData("*.example;other.example", 0)]
    [InlineData("*", 0)]
    [InlineData(null, 0)]
    public async Task A_server_that_answers_to_its_name_only_is_asked_by_it(string? allowed, int expected)
    {
        await using var server = new SocketServer(("AllowedHosts", allowed ?? "*"));

        Assert.Equal(expected, await AskAsync(("urls", server.Address.ToString()), ("AllowedHosts", allowed)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://*:0")]
    [InlineData("nonsense")]
    [InlineData("http://unix:/nowhere/gan.sock")]
    public async Task Where_nobody_can_be_asked_the_server_is_not_healthy(string urls) => Assert.Equal(1, await AskAsync(("urls", urls)));

    [Theory]
    [InlineData(503)]
    [InlineData(204)]
    [InlineData(302)]
    public async Task Another_answer_than_200_is_not_healthy(int status)
    {
        await using var server = await StartAsync(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0),
            () => status == 302 ? Results.Redirect("/elsewhere") : Results.StatusCode(status));

        Assert.Equal(1, await AskAsync(("urls", server.Urls.Single())));
    }

    [Theory]
    [InlineData("https://*:5001;http://*:5000", "http://localhost:5000/")]
    [InlineData("https://*:5001", "https://localhost:5001/")]
    [InlineData("http://gan.example:5000", "http://localhost:5000/")]
    [InlineData("http://127.0.0.7:5000", "http://127.0.0.7:5000/")]
    [InlineData("http://[::]:5000", "http://localhost:5000/")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000/")]
    [InlineData("HTTPS://*:5001;http://127.0.0.2:5000", "http://127.0.0.2:5000/")]
    [InlineData("http://*:5000;http://*:5001", "http://localhost:5000/")]
    [InlineData("http://unix:/run/gan.sock", "http://unix:/run/gan.sock")]
    public void The_address_is_one_that_this_machine_reaches(string urls, string expected) =>
        Assert.Equal(expected, $"{ListenAddress.Local(Configuration(("urls", urls)))}");

    [Theory]
    [InlineData(null, "http://localhost:7000/")]
    [InlineData("true", "http://localhost:5000/")]
    public void Endpoints_come_before_urls_unless_these_are_preferred(string? prefersUrls, string expected) => Assert.Equal(
        expected,
        $"{ListenAddress.Local(Configuration(
            ("urls", "http://*:5000"), ("Kestrel:Endpoints:Main:Url", "http://*:7000"), ("preferHostingUrls", prefersUrls)))}");

    private static Task<int> AskAsync(params (string Key, string? Value)[] settings) => Healthcheck.AskAsync(Configuration(settings));

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
        .Build();

    private static async Task<WebApplication> StartAsync(Action<KestrelServerOptions> listen, Func<IResult>? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(listen);
        var server = builder.Build();
        server.MapGet("/healthz/ready", answer ?? (() => Results.Text("ready")));
        server.MapGet("/elsewhere", () => "ready");
        await server.StartAsync();
        return server;
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
