using System.Net;
using Gan.Onnx.Serving.Tests.Hosting;

namespace Gan.Onnx.Serving.Tests.Observability;

public class ServedVersionTests
{
    private const string AdminKey = "the-administrators-key";

    [Fact]
    public async Task After_a_swap_the_metrics_know_the_new_version_only()
    {
        using var folder = new SwapFolder();
        await using var server = new SocketServer(("Model:Path", folder.Path), ("Access:AdminKey", AdminKey));
        Assert.Equal((1, 0), (Versions(server, folder.GoodVersion), Versions(server, folder.ConditionalVersion)));

        folder.Put(good: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/models/reload");
        request.Headers.Add("X-API-Key", AdminKey);
        using var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((0, 1), (Versions(server, folder.GoodVersion), Versions(server, folder.ConditionalVersion)));
        Assert.Equal(1, server.Figures.Sum("gan.model.info"));
    }

    private static double Versions(SocketServer server, string version) => server.Figures.Sum("gan.model.info", version);
}
