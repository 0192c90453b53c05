using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gan.Onnx.Serving.Tests.Observability;

/// <summary>What telemetry is sent to: keeps every message, and takes it.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<Sent> _received = [];
    private readonly WebApplication _server;

    private Collector(int port, HttpProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = protocols));
        _server = builder.Build();
        _server.Run(TakeAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_server.Urls.Single());

    /// <summary>Starts one.</summary>
    /// <param name="port">0 for a free one.</param>
    /// <param name="protocols">HTTP/2 for gRPC.</param>
    public static async Task<Collector> StartAsync(int port = 0, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var collector = new Collector(port, protocols);
        await collector._server.StartAsync();
        return collector;
    }

    /// <summary>Waits for a message to a path that holds these texts, each in UTF-8.</summary>
    public async Task<Sent> WaitAsync(string path, params string[] texts) => (await Eventually.IsAsync(
        () => Task.FromResult(_received.FirstOrDefault(sent => sent.Path == path && texts.All(sent.Holds))),
        sent => sent is not null))!;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = context.Request;
        var headers = request.Headers.ToDictionary(header => header.Key, header => $"{header.Value}", StringComparer.OrdinalIgnoreCase);
        _received.Enqueue(new Sent(request.Path, request.ContentType, headers, body.ToArray()));
        if (context.Request.ContentType == "application/grpc")
        {
            context.Response.ContentType = "application/grpc";
            // A message without fields, not compressed.
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}

/// <summary>A message as it came.</summary>
internal sealed record Sent(string Path, string? Type, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool Holds(string text) => Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
