using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>The commands that Kubernetes' jobs and docker-compose.yml give can be carried out.</summary>
public sealed partial class DeployedCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("serving/deploy/training/job.yaml", "digits", "cuda", "runs/digits")]
    [InlineData("serving/deploy/sweep/job.yaml", "mlp", "cpu", "runs/7")]
    public void Of_a_job(string file, string preset, string device, string run)
    {
        var pod = Map(Map(Map(Read(file)["spec"])["template"])["spec"]);
        var arguments = List(Map(Assert.Single(List(pod["containers"])))["args"])
            .Select(argument => ((string)argument).Replace("$(INDEX)", "7"));

        AssertWouldTrain([.. arguments], preset, device, run);
    }

    [Theory]
    [InlineData("training", "cpu")]
    [InlineData("training-gpu", "cuda")]
    public void Of_a_service(string service, string device)
    {
        var command = List(Map(Map(Read("docker-compose.yml")["services"])[service])["command"])
            .Select(word => Default().Replace((string)word, "$1"));

        AssertWouldTrain([.. command], "mlp", device, "models/mlp");
    }

    [Fact]
    public void Seeds_of_a_sweep_are_its_indexes()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "serving/deploy/sweep/job.yaml"));

        Assert.Contains("- --seed=$(INDEX)", text);
        Assert.Contains("- --run=runs/$(INDEX)", text);
    }

    private void AssertWouldTrain(string[] arguments, string preset, string device, string run)
    {
        Assert.Contains("--resume-or-start", arguments);
        var text = CommandRun.Good([.. arguments.Select(argument => argument.Replace(run, _folder[run])), "--dry-run"]);

        Assert.Contains($"train --preset {preset}", text);
        Assert.Contains($"on {device} with ", text);
        Assert.Contains($"in run folder {_folder[run]}", text);
    }

    private static Dictionary<object, object> Read(string file)
    {
        using var text = File.OpenText(Path.Combine(Repository.Root, file));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(text)));
    }

    private static Dictionary<object, object> Map(object value) => (Dictionary<object, object>)value;

    private static List<object> List(object value) => (List<object>)value;

    [GeneratedRegex(@"\$\{\w+:-([^}]*)\}")]
    private static partial Regex Default();
}
