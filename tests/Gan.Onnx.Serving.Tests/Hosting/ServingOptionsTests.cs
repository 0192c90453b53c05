using System.IO.Compression;
using Gan.Onnx.Generation;
using Gan.Onnx.Serving.Hosting;
using Microsoft.Extensions.Configuration;

namespace Gan.Onnx.Serving.Tests.Hosting;

public class ServingOptionsTests
{
    [Fact]
    public void Nothing_set_means_the_shipped_model_all_processors_and_fast_zlib()
    {
        ServingOptions options = Read();

        Assert.Equal(
            new ServingOptions(
                Path.Combine(AppContext.BaseDirectory, "models", "default"), Environment.ProcessorCount, "zlib", CompressionLevel.Fastest),
            options);
        Assert.IsType<ZlibPngEncoder>(options.CreatePngEncoder());
    }

    [Fact]
    public void Settings_are_taken_whatever_their_case()
    {
        ServingOptions options = Read(
            ("model:path", "runs/x"), ("threads", "3"), ("PNG:ENCODER", "ZLIB"), ("Png:CompressionLevel", "smallestsize"), ("Device", "CPU"));

        Assert.Equal(new ServingOptions("runs/x", 3, "zlib", CompressionLevel.SmallestSize), options);
    }

    [Fact]
    public void Empty_means_default() =>
        Assert.Equal(Read(), Read(("Model:Path", ""), ("Threads", ""), ("Png:Encoder", ""), ("Device", "")));

    [Theory]
    [InlineData("Png:Encoder", "libpng", "Setting 'Png:Encoder' must be one of zlib, extensions; it is 'libpng'.")]
    [InlineData("Png:CompressionLevel", "9", "must be one of Optimal, Fastest, NoCompression, SmallestSize; it is '9'.")]
    [InlineData("Device", "cuda", "Setting 'Device' must be one of cpu; it is 'cuda'.")]
    [InlineData("Threads", "-1", "Setting 'Threads' must be a number from 1 to 1024, or 0 for every processor; it is '-1'.")]
    [InlineData("Threads", "two", "it is 'two'.")]
    [InlineData("Threads", "1025", "it is '1025'.")]
    [InlineData("Png:Level", "Fastest", "Setting 'Png:Level' is unknown. Known are Png:Encoder, Png:CompressionLevel.")]
    [InlineData("Model:Folder", "x", "Setting 'Model:Folder' is unknown. Known are Model:Path.")]
    public void A_bad_setting_is_named_with_what_it_may_be(string key, string value, string message)
    {
        StartupException error = Assert.Throws<StartupException>(() => Read((key, value)));

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void The_committed_settings_are_the_defaults()
    {
        IConfiguration committed = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .Build();

        Assert.Equal(Read(), ServingOptions.Read(committed));
    }

    private static ServingOptions Read(params (string Key, string Value)[] settings) => ServingOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
