using System.Net;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>One request of a hundred is poisoned, in turn by each fault that a client can think of; the others must not notice.</summary>
public class PoisonedLoadTests
{
    private const int Clients = 12;
    private const int RequestsPerClient = 200;
    private const int OneIn = 100;
    private const int Seeds = 5;

    private static readonly string[] Poisons =
    [
        "/digits?digit=5", "/digits?digit=4294967296", "/digits?count=100&digit=0,1,2,3,4,5", "/digits?seed=%ff", "/digits/text/789",
        "/digits?model=nobody&digit=12", "/digits?count=0&frames=%00", "/" + "x%2f%00", "/digits/interpolation?from=1&to=2&digit=9",
    ];

    [Fact]
    public async Task All_others_are_answered_with_200_or_an_honest_429()
    {
        using var folder = new ModelFolder("five-classes");
        folder.WriteManifest(manifest => manifest with { Classes = 5 });
        await using var server = new SocketServer(
            ("Model:Path", folder.Path), ("Batching:QueueImages", "60"), ("Batching:LargestBatch", "16"), ("Threads", "2"));
        var expected = new byte[Seeds][];
        for (var seed = 0; seed < Seeds; seed++)
        {
            expected[seed] = await server.Client.GetByteArrayAsync(Good(seed));
        }

        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(server, client, expected))));

        Assert.Equal(Clients * RequestsPerClient * (OneIn - 1) / OneIn, counts.Sum(count => count.Served + count.Refused));
        Assert.True(counts.Sum(count => count.Served) > Clients * RequestsPerClient / 2, "most are answered with 200");
        await server.Figures.AreNothingToDoAsync();
    }

    private static string Good(int seed) => $"/digits?count={4 + seed}&seed={seed}&digit={seed % 5},4";

    private static async Task<(int Served, int Refused)> AskAsync(SocketServer server, int client, byte[][] expected)
    {
        var (served, refused) = (0, 0);
        using var connection = await SocketClient.ConnectAsync(server.Address);
        for (var i = 0; i < RequestsPerClient; i++)
        {
            if (i % OneIn == client)
            {
                await PoisonAsync(server.Address, client + i);
                continue;
            }

            var answer = await connection.GetAsync(Good(i % Seeds));
            if (answer.Status == HttpStatusCode.TooManyRequests)
            {
                Assert.Contains("Batching:QueueImages", answer.Text);
                Assert.True(int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) >= 1);
                refused++;
                continue;
            }

            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(expected[i % Seeds], answer.Body);
            served++;
        }

        return (served, refused);
    }

    /// <summary>On a connection of its own, which some faults end.</summary>
    private static async Task PoisonAsync(Uri address, int which)
    {
        using var connection = await SocketClient.ConnectAsync(address);
        switch (which % 3)
        {
            case 0:
                await connection.SendAsync(SocketClient.Request("GET", "/digits?count=100"));
                connection.Reset();
                break;
            case 1:
                await connection.SendAsync("GET /digits\0 HTTP/9.9\r\n\r\n");
                Assert.Equal(HttpStatusCode.BadRequest, (await connection.ReadAsync()).Status);
                break;
            default:
                foreach (var poison in Poisons)
                {
                    using var each = await SocketClient.ConnectAsync(address);
                    Assert.InRange((int)(await each.GetAsync(poison)).Status, 400, 499);
                }

                break;
        }
    }
}
