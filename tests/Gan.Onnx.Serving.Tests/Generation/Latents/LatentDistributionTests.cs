using System.Text.Json;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Serving.Tests.Generation.Latents;

public class LatentDistributionTests
{
    [Fact]
    public void Fills_from_the_stream_it_is_given()
    {
        var stream = new RandomStream(7, Streams.Serving);
        var expected = new float[100];
        var found = new float[100];

        stream.Normal(expected, 3, -1, 2);
        new NormalLatent(-1, 2).Fill(found, stream, 3);
        Assert.Equal(expected, found);

        stream.Uniform(expected, 3, -1, 1);
        new UniformLatent(-1, 1).Fill(found, stream, 3);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Is_written_as_in_a_models_metadata()
    {
        Assert.Equal("normal(mean=0,std=1)", new NormalLatent(0, 1).ToString());
        Assert.Equal("uniform(low=-1,high=0.5)", new UniformLatent(-1, 0.5f).ToString());
    }

    [Fact]
    public void Json_names_the_type()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var json = JsonSerializer.Serialize<LatentDistribution>(new UniformLatent(-1, 1), options);

        Assert.Equal("""{"type":"uniform","low":-1,"high":1}""", json);
        Assert.Equal(new UniformLatent(-1, 1), JsonSerializer.Deserialize<LatentDistribution>(json, options));
    }

    [Theory]
    [InlineData(1, 0.25f, 4f)]
    [InlineData(0.5f, 1.625f, 3.5f)]
    [InlineData(0, 3f, 3f)]
    public void Truncation_draws_towards_the_mean(float factor, float first, float second)
    {
        float[] normal = [0.25f, 4];
        float[] uniform = [0.25f, 4];

        new NormalLatent(3, 2).Truncate(normal, factor);
        new UniformLatent(1, 5).Truncate(uniform, factor);

        Assert.Equal([first, second], normal);
        Assert.Equal([first, second], uniform);
    }

    [Fact]
    public void A_narrowed_distribution_is_that_of_truncated_latents()
    {
        Assert.Equal(new NormalLatent(3, 1), new NormalLatent(3, 2).Narrowed(0.5f));
        Assert.Equal(new UniformLatent(2, 4), new UniformLatent(1, 5).Narrowed(0.5f));
        Assert.Equal(new UniformLatent(-0.3f, 0.7f), new UniformLatent(-0.3f, 0.7f).Narrowed(1));
    }
}
