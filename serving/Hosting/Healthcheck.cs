using System.Net;
using System.Net.Sockets;
using Gan.Onnx.Generation.Text;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>Lets a container without shell or curl check itself: the program asks the running server whether it is ready.</summary>
internal static class Healthcheck
{
    private const string Path = "/healthz/ready";
    private const int TimeoutSeconds = 3;

    /// <summary>Asks <c>/healthz/ready</c> at the configured address, directly, whatever proxy the environment names.</summary>
    /// <returns>The exit code: 0 when ready, else 1 with the reason on the error stream.</returns>
    public static async Task<int> AskAsync(IConfiguration configuration)
    {
        var asked = "The server";
        try
        {
            AddressCheck.Check(configuration);
            var own = ListenAddress.Local(configuration);
            asked = own.Socket is null ? new Uri(own.Uri, Path).ToString() : $"{own}:{Path}";
            if (own is { Socket: null, Uri.Port: 0 })
            {
                Console.Error.WriteLine($"{asked} is no address: the server chooses a port when it starts. Set one with --urls.");
                return 1;
            }

            using var client = new HttpClient(Direct(own.Socket)) { Timeout = TimeSpan.FromSeconds(TimeoutSeconds) };
            using var request = Request(own, configuration["AllowedHosts"]);
            using var response = await client.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return 0;
            }

            Console.Error.WriteLine($"{asked} answered {(int)response.StatusCode}; expected 200.");
        }
        catch (TaskCanceledException)
        {
            Console.Error.WriteLine($"{asked} did not answer within {TimeoutSeconds} seconds.");
        }
        catch (StartupException exception)
        {
            Console.Error.WriteLine(exception.Message);
        }
        catch (Exception exception)
        {
            // Of what went wrong the framework often says outside that it stands inside.
            Console.Error.WriteLine($"{asked} cannot be reached: {Echo.Sentence(exception.GetBaseException())}");
        }

        return 1;
    }

    private static SocketsHttpHandler Direct(string? socket)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        // It asks this machine, and not by the name that the certificate is for; the question and its answer are no secret.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        if (socket is not null)
        {
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            };
        }

        return handler;
    }

    private static HttpRequestMessage Request(OwnAddress own, string? allowedHosts)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(own.Uri, Path));
        if (own is { IsHttp2Only: true, Uri.Scheme: "http" })
        {
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        }

        // A server that answers to certain names only answers here, too.
        if (allowedHosts?.Split(';', StringSplitOptions.RemoveEmptyEntries) is [var host, ..] && host != "*")
        {
            request.Headers.Host = host.StartsWith("*.", StringComparison.Ordinal) ? $"healthcheck{host[1..]}" : host;
        }

        return request;
    }
}
