using System.Net;
using System.Net.Sockets;
using System.Text;
using Gan.Onnx.Serving.Tests.Generation.Pictures;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>What only real sockets show: limits of the web server, bodies, clients that go away.</summary>
public sealed class KestrelTests : IDisposable
{
    private readonly TestServer _server = new(("urls", "http://127.0.0.1:0"));
    private readonly HttpClient _client;

    public KestrelTests()
    {
        _server.UseKestrel();
        _server.StartServer();
        _client = _server.CreateClient();
    }

    private Uri Address => _client.BaseAddress!;

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task A_picture_arrives_over_a_socket()
    {
        using var response = await _client.GetAsync("/digits?seed=7");
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(response.Content.Headers.ContentLength, body.Length);
        Assert.Equal(112, ImageDecoder.Decode(body).Width);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task HEAD_sends_no_byte_of_a_body()
    {
        var answer = await ExchangeAsync("HEAD /digits?seed=7 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
        Assert.EndsWith("\r\n\r\n", answer);
        Assert.Equal(1, answer.Split("\r\n\r\n").Length - 1);
    }

    [Fact]
    public async Task A_query_of_nine_kilobytes_is_too_long()
    {
        using var response = await _client.GetAsync($"/digits?count={new string('1', 9 * 1024)}");

        Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
    }

    [Fact]
    public async Task Headers_of_twenty_kilobytes_are_too_large()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/digits");
        request.Headers.Add("X-Padding", new string('x', 20 * 1024));

        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task POST_with_a_body_is_not_allowed_and_the_next_request_is_served()
    {
        using var post = await _client.PostAsync("/digits", new StringContent(new string('x', 100_000)));
        using var get = await _client.GetAsync("/digits");

        await ProblemAssert.ReadAsync(post, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
    }

    [Theory]
    [InlineData("count=%00")]
    [InlineData("count=%ff")]
    [InlineData("count=%zz")]
    [InlineData("count=\u00e9")]
    [InlineData("%00=1")]
    [InlineData("a[b]=1")]
    public async Task Strange_bytes_in_a_query_are_a_bad_request(string query)
    {
        var answer = await ExchangeAsync($"GET /digits?{query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", answer);
    }

    [Theory]
    [InlineData("GET /digits\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET /digits HTTP/1.1\r\n\r\n")]
    [InlineData("GET /digits HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n")]
    public async Task What_is_not_HTTP_is_a_bad_request(string request) =>
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", await ExchangeAsync(request));

    [Fact]
    public async Task Clients_that_hang_up_at_once_leave_the_server_serving()
    {
        var request = Encoding.ASCII.GetBytes("GET /digits?count=100&scale=8 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (var i = 0; i < 50; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(Address.Host, Address.Port);
            await socket.SendAsync(request);
            // Closing with a zero linger resets the connection instead of ending it politely.
            socket.LingerState = new LingerOption(true, 0);
        }

        using var response = await _client.GetAsync("/digits");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Fifty_clients_at_once_all_get_their_own_picture()
    {
        var expected = await Task.WhenAll(Enumerable.Range(0, 5).Select(seed => _client.GetByteArrayAsync($"/digits?seed={seed}")));

        var found = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _client.GetByteArrayAsync($"/digits?seed={i % 5}")));

        Assert.All(found.Index(), item => Assert.Equal(expected[item.Index % 5], item.Item));
    }

    private async Task<string> ExchangeAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer).WaitAsync(TimeSpan.FromSeconds(30));
        return Encoding.Latin1.GetString(answer.ToArray());
    }
}
