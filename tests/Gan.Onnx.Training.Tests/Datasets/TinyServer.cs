using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

/// <summary>An HTTP server on this machine that answers every GET in one way and closes the connection.</summary>
internal sealed class TinyServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    private TinyServer(Func<string, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/tiny/");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The file names asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Done when the first request has come.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>A server that gives each file its body; the others are not found.</summary>
    public static TinyServer With(params (string Name, byte[] Body)[] files) => new((name, stream, stop) =>
        files.FirstOrDefault(file => file.Name == name) is { Body: { } body }
            ? WriteAsync(stream, Head("200 OK", body.Length), body, stop)
            : WriteAsync(stream, Head("404 Not Found", 0), [], stop));

    /// <summary>A server that sends these bytes as its whole answer, head included.</summary>
    public static TinyServer Sending(string head, byte[] body) => new((_, stream, stop) => WriteAsync(stream, head, body, stop));

    /// <summary>A server that accepts the connection, sends the beginning of an answer and then nothing more.</summary>
    public static TinyServer Silent(string head = "") => new(async (_, stream, stop) =>
    {
        await WriteAsync(stream, head, [], stop);
        await Task.Delay(Timeout.Infinite, stop);
    });

    /// <summary>A server that sends a byte every few milliseconds, without end.</summary>
    public static TinyServer Trickling() => new(async (_, stream, stop) =>
    {
        await WriteAsync(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", [], stop);
        while (true)
        {
            await WriteAsync(stream, "", [0x1f], stop);
            await Task.Delay(20, stop);
        }
    });

    /// <summary>An address at which nothing listens.</summary>
    public static Uri DeadAddress()
    {
        using var server = With();
        return server.Address;
    }

    public static string Head(string status, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>The server as a source.</summary>
    public HttpMirror Mirror(DownloadLimits? limits = null) => new(Address, limits ?? DownloadLimits.Default);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _serving.Wait();
        _stop.Dispose();
    }

    private static async Task WriteAsync(Stream stream, string head, byte[] body, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
        await stream.WriteAsync(body, stop);
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var request = await reader.ReadLineAsync(_stop.Token) ?? "";
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
                {
                }

                if (request.Length == 0)
                {
                    return;
                }

                var name = request.Split(' ')[1].Split('/')[^1];
                lock (Asked)
                {
                    Asked.Add(name);
                }

                _reached.TrySetResult();

                await _answer(name, stream, _stop.Token);
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client went away, as it does where it gives up, or the test is over.
            }
        }
    }
}
