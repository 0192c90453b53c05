using System.IO.Compression;
using System.Text.Json;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Settings;
using Microsoft.Extensions.Configuration;

namespace Gan.Onnx.Serving.Tests.Settings;

public class ServingOptionsTests
{
    private const string Key = "0123456789abcdef";

    [Fact]
    public void Nothing_set_means_the_shipped_model_on_all_processors()
    {
        var options = Read();

        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "models", "default"), options.ModelPath);
        Assert.Equal((null, 2.0), (options.ModelsFolder, options.PollSeconds));
        Assert.Equal(ServingDevice.Cpu, options.Device);
        Assert.Equal(new BatchingOptions(Environment.ProcessorCount, 64, 4096), options.Batching);
        Assert.Equal((30.0, 1.0), (options.TimeoutSeconds, options.ShutdownDelaySeconds));
        Assert.Equal((null, 0, 0), (options.Access.AdminKey, options.Access.RequestsPerMinute, options.Access.ApiKeys.Count));
        Assert.IsType<RunLengthPngEncoder>(options.CreatePngEncoder(new Picture(1, 1, new byte[1])));
    }

    [Fact]
    public void Settings_are_taken_whatever_their_case()
    {
        var options = Read(
            ("model:path", "runs/x"), ("threads", "3"), ("PNG:ENCODER", "ZLIB"), ("Png:CompressionLevel", "smallestsize"),
            ("Device", "AUTO"),
            ("models:pollseconds", "0.25"), ("batching:largestbatch", "8"), ("access:apikeys:0", Key), ("access:apikeys:1", Key + "2"));

        Assert.Equal(
            ("runs/x", "zlib", CompressionLevel.SmallestSize), (options.ModelPath, options.PngEncoder, options.PngCompressionLevel));
        Assert.Equal((ServingDevice.Auto, 0.25), (options.Device, options.PollSeconds));
        Assert.Equal(new BatchingOptions(3, 8, 4096), options.Batching);
        Assert.Equal([Key, Key + "2"], options.Access.ApiKeys);
    }

    [Fact]
    public void Keys_may_be_one_text_with_commas() =>
        Assert.Equal([Key, Key + "2"], Read(("Access:ApiKeys", $"{Key}, {Key}2,")).Access.ApiKeys);

    [Fact]
    public void Empty_means_default() =>
        Assert.Equal(
            Text(Read()),
            Text(Read(
                ("Model:Path", ""), ("Threads", ""), ("Png:Encoder", ""), ("Device", ""), ("Access:ApiKeys", ""), ("Models:Folder", ""))));

    [Theory]
    [InlineData("Png:Encoder", "libpng", "Setting 'Png:Encoder' must be one of runs, zlib, extensions, imagesharp; it is 'libpng'.")]
    [InlineData("Png:CompressionLevel", "9", "must be one of Optimal, Fastest, NoCompression, SmallestSize; it is '9'.")]
    [InlineData("Device", "gpu", "Setting 'Device' must be one of cpu, cuda, auto; it is 'gpu'.")]
    [InlineData("Threads", "-1", "Setting 'Threads' must be a number from 0 to 1024, 0 for every processor; it is '-1'.")]
    [InlineData("Models:Folder", "/nowhere", "Setting 'Models:Folder' must be a folder of model folders; it is '/nowhere'.")]
    [InlineData("Models:PollSeconds", "-1", "Setting 'Models:PollSeconds' must be seconds from 0.01 to 3600, 0 for never; it is '-1'.")]
    [InlineData("Models:PollSeconds", "0.0001", "it is '0.0001'.")]
    [InlineData("Models:PollSeconds", "NaN", "it is 'NaN'.")]
    [InlineData(
        "Batching:LargestBatch", "48",
        "Setting 'Batching:LargestBatch' must be a number from 1 to 1024, a power of two; it is '48'.")]
    [InlineData("Batching:QueueImages", "0", "Setting 'Batching:QueueImages' must be a number from 1 to 1000000; it is '0'.")]
    [InlineData("Requests:TimeoutSeconds", "0", "Setting 'Requests:TimeoutSeconds' must be seconds from 0.001 to 3600; it is '0'.")]
    [InlineData("Shutdown:DelaySeconds", "61", "it is '61'.")]
    [InlineData("Access:RequestsPerMinute", "many", "it is 'many'.")]
    [InlineData(
        "Access:ApiKey", "x",
        "Setting 'Access:ApiKey' is unknown. Known are Access:ApiKeys, Access:AdminKey, Access:RequestsPerMinute, Access:Burst.")]
    [InlineData("Threads", "two", "it is 'two'.")]
    [InlineData("Threads", "1025", "it is '1025'.")]
    [InlineData("Png:Level", "Fastest", "Setting 'Png:Level' is unknown. Known are Png:Encoder, Png:CompressionLevel.")]
    [InlineData("Model:Folder", "x", "Setting 'Model:Folder' is unknown. Known are Model:Path.")]
    public void A_bad_setting_is_named_with_what_it_may_be(string key, string value, string message)
    {
        var error = Assert.Throws<StartupException>(() => Read((key, value)));

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void ImageSharp_always_compresses()
    {
        var error = Assert.Throws<StartupException>(() => Read(("Png:Encoder", "imagesharp"), ("Png:CompressionLevel", "NoCompression")));

        Assert.StartsWith(
            "Setting 'Png:CompressionLevel' must be one of Optimal, Fastest, SmallestSize with Png:Encoder=imagesharp; "
            + "it is 'NoCompression'.",
            error.Message);
        Assert.Throws<ArgumentException>(() => new ImageSharpPngEncoder(CompressionLevel.NoCompression));
    }

    [Theory]
    [InlineData("Access:ApiKeys", "short")]
    [InlineData("Access:AdminKey", "has a space in the middle")]
    public void A_weak_key_is_refused_without_being_told(string key, string value)
    {
        var error = Assert.Throws<StartupException>(() => Read((key, value)));

        Assert.Contains("at least 16 printable ASCII characters", error.Message);
        Assert.DoesNotContain(value, error.Message);
    }

    [Theory]
    [InlineData("Access:AdminKey")]
    [InlineData("Access:ApiKeys")]
    [InlineData("Access:ApiKeys:0")]
    public void A_key_with_a_null_character_is_refused_without_being_told(string key)
    {
        var error = Assert.Throws<StartupException>(() => Read((key, Key + "\0")));

        Assert.StartsWith($"Setting '{key}' must be a text without null characters; there is one among its 17.", error.Message);
        Assert.DoesNotContain(Key, error.Message);
    }

    [Fact]
    public void Never_is_no_time() => Assert.Equal(0, Read(("Models:PollSeconds", "0.0")).PollSeconds);

    [Fact]
    public void The_committed_settings_are_the_defaults()
    {
        IConfiguration committed = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .Build();

        Assert.Equal(Text(Read()), Text(ServingOptions.Read(committed)));
    }

    private static string Text(ServingOptions options) => JsonSerializer.Serialize(options);

    private static ServingOptions Read(params (string Key, string Value)[] settings) => ServingOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
