using System.Runtime.InteropServices;
using static Gan.Onnx.Browser.Tests.TrainingPage;

namespace Gan.Onnx.Browser.Tests;

/// <summary>What <c>mlp</c> becomes in the tab, beside what the same artifacts become in Node.js.</summary>
public class TrainedPageTests(TrainedPage trained) : IClassFixture<TrainedPage>
{
    private const double Tolerance = 1e-3;

    [Fact]
    public async Task Losses_and_ink_are_those_of_Node()
    {
        var open = trained.Open;
        var expected = Given("TRAINING_FIGURES").Split(' ').Select(Number).ToArray();

        var ink = Number((await open.Page.Locator("#grid").GetAttributeAsync("data-ink"))!);
        double[] found = [await Figure(open, "#d-loss"), await Figure(open, "#g-loss"), ink];

        Assert.Equal(3, expected.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        Assert.Equal(Given("TRAINING_ITERATIONS"), await open.Page.Locator("#iteration").TextContentAsync());
        Assert.True(await Figure(open, "#speed") > 0);
    }

    [Fact]
    public async Task Generator_to_save_is_that_of_Node()
    {
        var page = trained.Open.Page;
        var expected = Floats(await File.ReadAllBytesAsync(Given("TRAINING_STATE")));

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#state").ClickAsync());
        var found = Floats(await File.ReadAllBytesAsync(await download.PathAsync()));

        Assert.Equal("generator.state", download.SuggestedFilename);
        Assert.Equal(expected.Length, found.Length);
        Assert.True(expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) < Tolerance));
    }

    [Fact]
    public async Task Grid_has_more_ink_where_digits_have_it()
    {
        // Over all pictures of the grid: within 6 pixels of a picture's middle, and in its outermost rows and columns.
        var shares = await trained.Open.Page.EvaluateAsync<double[]>(
            """
            () => {
              const { data, width } = document.getElementById('grid').getContext('2d').getImageData(0, 0, 224, 224);
              const sums = { middle: [0, 0], edge: [0, 0], between: [0, 0] };
              for (let i = 0; i < width * width; i++) {
                const far = Math.max(...[i % width, Math.floor(i / width)].map(at => Math.abs(at % 28 - 13.5)));
                const part = sums[far < 6 ? 'middle' : far > 13 ? 'edge' : 'between'];
                part[0] += data[4 * i] / 255;
                part[1]++;
              }
              return Object.values(sums).map(([sum, count]) => sum / count);
            }
            """);

        Assert.True(shares[0] > 2 * shares[1], $"ink in the middle {shares[0]:F3}, at the edge {shares[1]:F3}");
    }

    [Fact]
    public void Nothing_is_complained_about_and_nothing_asked_for_elsewhere()
    {
        Assert.Empty(trained.Open.Complaints);
        Assert.Contains(trained.Open.Requests, request => request.EndsWith("worker.mjs", StringComparison.Ordinal));
        Assert.All(trained.Open.Requests, request => Assert.StartsWith(Address.AbsoluteUri, request, StringComparison.Ordinal));
    }

    private static float[] Floats(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
