using System.Globalization;
using System.Net;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>More work than can be done: who is refused learns when to come again, and who gave up costs nothing.</summary>
public class OverloadTests
{
    [Fact]
    public async Task A_full_queue_refuses_what_is_too_much_and_answers_the_rest()
    {
        await using var server = new SlowServer(("Batching:QueueImages", "10"), ("Batching:LargestBatch", "16"));
        var expected = await server.Client.GetByteArrayAsync("/digits?count=100&seed=7");
        var (served, refused) = (0, 0);
        var responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Client.GetAsync("/digits?count=100&seed=7")));
        foreach (var response in responses)
        {
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync());
                served++;
            }
            else
            {
                var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.TooManyRequests);
                var seconds = int.Parse(Assert.Single(response.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture);
                Assert.InRange(seconds, 1, 3600);
                Assert.Contains($"Batching:QueueImages). Try again in {seconds} s.", problem.GetProperty("detail").GetString());
                refused++;
            }

            response.Dispose();
        }

        Assert.True(served > 0 && refused > 0, $"{served} were served and {refused} refused");
        Assert.Equal(refused, server.Figures.Sum("gan.requests.rejected", "queue_full"));
        await server.Figures.AreNothingToDoAsync();
        using var afterwards = await server.Client.GetAsync("/digits?count=100&seed=7");
        Assert.Equal(HttpStatusCode.OK, afterwards.StatusCode);
    }

    [Fact]
    public async Task Requests_that_cannot_be_done_in_time_are_told_so_and_leave_the_queue()
    {
        await using var server = new SlowServer(("Requests:TimeoutSeconds", "0.2"));
        const int Requests = 10;

        var responses = await Task.WhenAll(
            Enumerable.Range(0, Requests).Select(_ => server.Client.GetAsync("/digits?count=100&columns=10")));
        await server.Figures.AreNothingToDoAsync();

        foreach (var response in responses)
        {
            var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.GatewayTimeout);
            Assert.Contains("Requests:TimeoutSeconds", problem.GetProperty("detail").GetString());
            response.Dispose();
        }

        Assert.InRange(server.Figures.Sum("gan.images"), 0, Requests * 100 / 2);
        await Eventually.IsAsync(() => StatusAsync(server.Client, "/digits?count=1"), status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_picture_asked_for_by_a_browser_that_comes_too_late_is_a_problem_document_too()
    {
        await using var server = new SlowServer(("Requests:TimeoutSeconds", "0.1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/digits?count=100");
        request.Headers.Accept.ParseAdd("image/avif,image/webp,image/png");

        using var response = await server.Client.SendAsync(request);

        await ProblemAssert.ReadAsync(response, HttpStatusCode.GatewayTimeout);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Images_that_nobody_waits_for_any_more_are_not_made(bool politely)
    {
        await using var server = new SlowServer();
        const int Requests = 20;
        var clients = new List<SocketClient>();
        for (var i = 0; i < Requests; i++)
        {
            clients.Add(await SocketClient.ConnectAsync(server.Server.Address));
            await clients[^1].SendAsync(SocketClient.Request("GET", "/digits?count=100"));
        }

        var most = await server.Figures.BecomeAsync("gan.queue.images", waiting => waiting > Requests * 100 / 2);
        clients.ForEach(client => (politely ? (Action)client.Dispose : client.Reset)());
        await server.Figures.AreNothingToDoAsync();

        Assert.InRange(server.Figures.Sum("gan.images"), 0, (Requests * 100) - (most / 2));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Client, "/digits?count=1"));
    }

    [Fact]
    public async Task One_who_gives_up_does_not_spoil_the_images_of_another()
    {
        await using var server = new SlowServer(("Batching:LargestBatch", "64"));
        var expected = await server.Client.GetByteArrayAsync("/digits?count=20&seed=7");
        for (var i = 0; i < 10; i++)
        {
            using var gone = await SocketClient.ConnectAsync(server.Server.Address);
            await gone.SendAsync(SocketClient.Request("GET", "/digits?count=100"));
            var kept = server.Client.GetByteArrayAsync("/digits?count=20&seed=7");
            gone.Reset();

            Assert.Equal(expected, await kept);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return response.StatusCode;
    }
}
