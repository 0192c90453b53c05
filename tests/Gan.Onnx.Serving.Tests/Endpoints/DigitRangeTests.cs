using System.Net;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>Which digits may be asked for is for the version of the model that answers to say.</summary>
public class DigitRangeTests
{
    [Theory]
    [InlineData("/digits?digit=7")]
    [InlineData("/digits?digit=0,4,5")]
    [InlineData("/digits/3.png?digit=5")]
    [InlineData("/digits/interpolation?from=1&to=2&digit=9")]
    public async Task A_digit_that_a_model_of_five_classes_lacks_is_a_bad_request_that_names_those_it_has(string target)
    {
        using var folder = FiveClasses();
        await using var server = new TestServer(("Model:Path", folder.Path));
        using var client = server.CreateClient();

        using var response = await client.GetAsync(target);

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Contains("whole numbers from 0 to 4", problem.GetProperty("errors").GetProperty("digit")[0].GetString());
    }

    [Fact]
    public async Task A_model_of_five_classes_writes_what_it_has_digits_for()
    {
        using var folder = FiveClasses();
        await using var server = new TestServer(("Model:Path", folder.Path));
        using var client = server.CreateClient();

        using var possible = await client.GetAsync("/digits/text/10-24");
        using var impossible = await client.GetAsync("/digits/text/10-25");
        using var all = await client.GetAsync("/digits?digit=0,1,2,3,4");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (possible.StatusCode, all.StatusCode));
        var problem = await ProblemAssert.ReadAsync(impossible, HttpStatusCode.BadRequest);
        Assert.Contains("knows the digits 0 to 4 only", problem.GetProperty("errors").GetProperty("digits")[0].GetString());
    }

    [Theory]
    [InlineData("/digits?digit=7&model=other")]
    [InlineData("/digits?digit=12&version=0123456789")]
    [InlineData("/digits/text/789?model=other")]
    public async Task Where_no_model_answers_nothing_is_said_of_its_digits(string target)
    {
        using var folder = FiveClasses();
        await using var server = new TestServer(("Model:Path", folder.Path));
        using var client = server.CreateClient();

        using var response = await client.GetAsync(target);

        await ProblemAssert.ReadAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_model_that_is_swapped_for_one_of_fewer_classes_never_makes_an_error_of_the_server()
    {
        using var served = new SwapFolder();
        using var five = FiveClasses();
        served.Put(good: false);
        await using var server = new SocketServer(("Model:Path", served.Path), ("Models:PollSeconds", "0.02"));
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() => AskUntilAsync(server.Address, end.Token))).ToList();

        for (var swap = 0; swap < 4; swap++)
        {
            var toFive = swap % 2 == 0;
            if (toFive)
            {
                SwapFolder.Replace(five.ModelFile, served.ModelFile);
                SwapFolder.Replace(five.ManifestFile, served.ManifestFile);
            }
            else
            {
                served.Put(good: false);
            }

            var classes = toFive ? 5 : 10;
            await Eventually.HasModelAsync(server.Client, served.Name, model => model.GetProperty("classes").GetInt32() == classes);
        }

        await end.CancelAsync();
        var statuses = (await Task.WhenAll(clients)).SelectMany(each => each).ToHashSet();
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest], statuses.Order());
    }

    private static async Task<HashSet<HttpStatusCode>> AskUntilAsync(Uri address, CancellationToken end)
    {
        var statuses = new HashSet<HttpStatusCode>();
        using var client = await SocketClient.ConnectAsync(address);
        while (!end.IsCancellationRequested)
        {
            statuses.Add((await client.GetAsync("/digits?count=4&digit=7")).Status);
        }

        return statuses;
    }

    private static ModelFolder FiveClasses()
    {
        var folder = new ModelFolder("five-classes");
        folder.WriteManifest(manifest => manifest with { Classes = 5 });
        return folder;
    }
}
