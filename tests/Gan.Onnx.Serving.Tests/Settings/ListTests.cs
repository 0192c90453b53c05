using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Tests.Settings;

/// <summary>Settings that hold several values, from several sources.</summary>
public class ListTests
{
    private const string InFile = "0123456789abcdef";
    private const string Later = "fedcba9876543210";
    private const string AsText = $$"""{"Access": {"ApiKeys": "{{InFile}}"} }""";
    private const string AsList = $$"""{"Access": {"ApiKeys": ["{{InFile}}", "{{InFile}}2"]} }""";

    [Theory]
    [InlineData(AsText, $"--Access:ApiKeys={Later}")]
    [InlineData(AsList, $"--Access:ApiKeys={Later}")]
    [InlineData(AsText, $"--Access:ApiKeys:0={Later}")]
    [InlineData(AsList, $"--access:apikeys:1={Later}")]
    public void The_source_that_is_read_last_replaces_all_of_the_others(string json, string argument) =>
        Assert.Equal([Later], Composition.Read(json, null, argument).Access.ApiKeys);

    [Theory]
    [InlineData(AsText)]
    [InlineData(AsList)]
    public void The_environment_replaces_the_file(string json) =>
        Assert.Equal([Later], Composition.Read(json, new Dictionary<string, string> { ["Access__ApiKeys"] = Later }).Access.ApiKeys);

    [Theory]
    [InlineData(AsText)]
    [InlineData(AsList)]
    public void Nothing_replaces_it_too(string json) => Assert.Empty(Composition.Read(json, null, "--Access:ApiKeys=").Access.ApiKeys);

    [Fact]
    public void Others_than_keys_are_replaced_too()
    {
        var options = Composition.Read(
            """{"Cors": {"Origins": ["https://old.example"]}, "Proxy": {"Known": "10.0.0.1"} }""",
            null,
            "--Cors:Origins=https://new.example",
            "--Proxy:Known:0=10.0.0.2");

        Assert.Equal(["https://new.example"], options.CrossOrigin.Origins);
        Assert.Equal(["10.0.0.2/32"], options.Proxy.Known.Select(network => $"{network}"));
    }

    [Theory]
    [InlineData("--Proxy:Known:0=garbage", "it is 'garbage'. Correct it on the command line.")]
    [InlineData("--Proxy:Known=10.0.0.1,garbage", "it is 'garbage'. Correct it on the command line.")]
    [InlineData("--Cors:Origins:1=garbage", "it is 'garbage'. Correct it on the command line.")]
    public void A_bad_value_is_said_to_stand_where_it_does(string argument, string message) => Assert.Contains(
        message,
        Assert.Throws<StartupException>(() => Composition.Read("""{"Proxy": {"Known": ""}, "Cors": {"Origins": ""} }""", null, argument))
            .Message);
}
