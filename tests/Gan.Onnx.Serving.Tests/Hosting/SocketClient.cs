using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>
/// One connection that speaks HTTP/1.1 and repeats nothing: <see cref="HttpClient"/> sends a request again when a connection is lost, which
/// would hide a loss.
/// </summary>
internal sealed class SocketClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Socket _socket;
    private readonly NetworkStream _sending;
    private readonly BufferedStream _receiving;

    private SocketClient(Socket socket)
    {
        _socket = socket;
        _sending = new NetworkStream(socket, ownsSocket: true);
        _receiving = new BufferedStream(_sending, 16 * 1024);
    }

    /// <summary>Connects.</summary>
    /// <param name="address">Of the server.</param>
    /// <param name="from">The address to come from, such as 127.0.0.2; null for any.</param>
    /// <param name="receiveBuffer">Bytes that the system takes for a client that does not read; null for what it likes.</param>
    public static async Task<SocketClient> ConnectAsync(Uri address, IPAddress? from = null, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (receiveBuffer is { } size)
            {
                socket.ReceiveBufferSize = size;
            }

            if (from is not null)
            {
                socket.Bind(new IPEndPoint(from, 0));
            }

            await socket.ConnectAsync(IPAddress.Loopback, address.Port).WaitAsync(Patience);
            return new SocketClient(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<SocketAnswer> GetAsync(string path, params string[] headers)
    {
        await SendAsync(Request("GET", path, headers));
        return await ReadAsync();
    }

    /// <summary>The bytes of a request without a body.</summary>
    public static string Request(string method, string path, params string[] headers) =>
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";

    /// <summary>Sends characters U+0000 to U+00FF as bytes.</summary>
    public async Task SendAsync(string text) => await _sending.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Reads one answer.</summary>
    /// <exception cref="EndOfStreamException">The connection ended before or within it.</exception>
    public Task<SocketAnswer> ReadAsync() => ReadAnswerAsync().WaitAsync(Patience);

    /// <summary>Reads one line of an answer.</summary>
    public async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (true)
        {
            await _receiving.ReadExactlyAsync(next);
            if (next[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)next[0]);
        }
    }

    /// <summary>Reads until the server ends the connection, politely or not.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var all = new MemoryStream();
        try
        {
            await _receiving.CopyToAsync(all).WaitAsync(Patience);
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }

    /// <summary>Ends the connection at once, as a client does that crashes.</summary>
    public void Reset()
    {
        // Closed without a lingering end, a socket tells the other side that all is lost; a stream would say goodbye first.
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    /// <summary>Ends the connection politely.</summary>
    public void Dispose() => _receiving.Dispose();

    private async Task<SocketAnswer> ReadAnswerAsync()
    {
        var status = await ReadLineAsync();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = await ReadLineAsync(); line.Length > 0; line = await ReadLineAsync())
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            headers.Add(parts[0], parts[1]);
        }

        var body = headers.TryGetValue("Content-Length", out var length)
            ? await ReadBytesAsync(int.Parse(length, CultureInfo.InvariantCulture))
            : headers.ContainsKey("Transfer-Encoding") ? await ReadChunksAsync()
            : [];
        return new SocketAnswer((HttpStatusCode)int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture), headers, body);
    }

    private async Task<byte[]> ReadChunksAsync()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var chunk = await ReadBytesAsync(int.Parse(await ReadLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            await ReadLineAsync();
            if (chunk.Length == 0)
            {
                return body.ToArray();
            }

            body.Write(chunk);
        }
    }

    private async Task<byte[]> ReadBytesAsync(int count)
    {
        var bytes = new byte[count];
        await _receiving.ReadExactlyAsync(bytes);
        return bytes;
    }
}

/// <summary>An answer as it came over a connection.</summary>
internal sealed record SocketAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The server will end the connection after this answer.</summary>
    public bool IsLast =>
        Headers.TryGetValue("Connection", out var connection) && connection.Equals("close", StringComparison.OrdinalIgnoreCase);

    public string Text => Encoding.UTF8.GetString(Body);
}
