using Gan.Onnx.Serving.Tests.Hosting;

namespace Gan.Onnx.Serving.Tests.Endpoints;

public class IndexTests
{
    [Fact]
    public async Task Names_the_model_and_routes_that_answer()
    {
        await using var server = new TestServer();
        HttpClient client = server.CreateClient();

        string index = await client.GetStringAsync("/");

        Assert.Contains("Gan.Onnx serving", index);
        string[] routes = [.. index.Split([' ', ',', '\n']).Where(word => word.StartsWith('/'))];
        Assert.Equal(6, routes.Length);
        foreach (string route in routes)
        {
            using HttpResponseMessage response = await client.GetAsync(route);
            Assert.True(response.IsSuccessStatusCode, route);
        }
    }
}
