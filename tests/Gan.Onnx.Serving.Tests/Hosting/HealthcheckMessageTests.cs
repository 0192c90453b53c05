using Gan.Onnx.Serving.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Why a server is not healthy stands on the error stream, which belongs to the whole process.</summary>
[Collection(AloneInTheProcess.Name)]
public class HealthcheckMessageTests
{
    [Theory]
    [InlineData(
        "http://127.0.0.1:0",
        "http://127.0.0.1:0/healthz/ready is no address: the server chooses a port when it starts. Set one with --urls.\n")]
    [InlineData("http://127.0.0.1:9", "http://127.0.0.1:9/healthz/ready cannot be reached: ")]
    [InlineData("http://unix:/tmp/no-server.sock", "http://unix:/tmp/no-server.sock:/healthz/ready cannot be reached: ")]
    [InlineData("http://unix:/nowhere/gan.sock", "The server cannot listen at 'http://unix:/nowhere/gan.sock': a Unix socket is")]
    [InlineData("nonsense", "The server cannot listen at 'nonsense': that is no address")]
    [InlineData("http://127.0.0.1:99999", "The server cannot listen at 'http://127.0.0.1:99999': ports go from 0 to 65535.")]
    [InlineData("ftp://127.0.0.1:9", "The server cannot listen at 'ftp://127.0.0.1:9': the scheme must be http or https")]
    [InlineData(
        "http://unix:/tmp/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012",
        "The server cannot listen at 'http://unix:/tmp/0123456789")]
    public async Task Where_nobody_answers(string urls, string message)
    {
        var (exitCode, error) = await AskAsync(urls);

        Assert.Equal(1, exitCode);
        Assert.StartsWith(message, error);
        Assert.Equal(1, error.Count(character => character == '\n'));
    }

    [Theory]
    [InlineData(200, 0, "")]
    [InlineData(503, 1, "/healthz/ready answered 503; expected 200.\n")]
    public async Task Where_somebody_answers(int status, int expected, string message)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/healthz/ready", () => Results.StatusCode(status));
        await server.StartAsync();

        var (exitCode, error) = await AskAsync(server.Urls.Single());

        Assert.Equal((expected, message), (exitCode, error.Replace(server.Urls.Single(), "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Why_it_could_not_be_asked_is_said_to_the_end()
    {
        await using var server = new SocketServer();

        var (exitCode, error) = await AskAsync($"https://127.0.0.1:{server.Address.Port}");

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("see inner exception", error);
        Assert.Equal(1, error.Count(character => character == '\n'));
    }

    private static async Task<(int ExitCode, string Error)> AskAsync(string urls)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("urls", (string?)urls)]).Build();
        var before = Console.Error;
        using var error = new StringWriter { NewLine = "\n" };
        Console.SetError(error);
        try
        {
            var exitCode = await Healthcheck.AskAsync(configuration);
            return (exitCode, error.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
