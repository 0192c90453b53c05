using System.Globalization;
using System.Text.RegularExpressions;
using Gan.Onnx.Serving.Tests.Settings;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Gan.Onnx.Serving.Tests.Deploy;

/// <summary>The Dockerfile, docker-compose.yml and the manifests speak of the same images.</summary>
public partial class ImageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Manifests.Repository, "Dockerfile"));

    private static Dictionary<string, Dictionary<object, object>> Services
    {
        get
        {
            using var text = File.OpenText(Path.Combine(Manifests.Repository, "docker-compose.yml"));
            var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(text)));
            return ((Dictionary<object, object>)file["services"])
                .ToDictionary(pair => (string)pair.Key, pair => (Dictionary<object, object>)pair.Value);
        }
    }

    private static List<string> Targets =>
        [.. Services.Values.Select(service => (string)((Dictionary<object, object>)service["build"])["target"])];

    [Fact]
    public void Every_target_of_the_compose_file_is_a_stage()
    {
        var stages = Lines.Select(line => Stage().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(["serving", "serving-gpu", "training", "training-gpu"], Targets);
        Assert.All(Targets, target => Assert.Contains(target, stages));
        Assert.Equal("serving", stages[^1]);
    }

    [Fact]
    public void Manifests_take_the_images_that_compose_builds()
    {
        var images = Services.Values.Select(service => (string)service["image"]).ToList();

        Assert.Equal(Targets.Select(target => $"gan-onnx-{target}"), images);
        Assert.All(Manifests.Pods.SelectMany(found => found.Pod.Containers), container => Assert.Contains(container.Image, images));
    }

    [Fact]
    public void Pods_run_as_the_user_of_the_images_and_listen_where_they_do()
    {
        var user = long.Parse(Assert.Single(Values("USER").Distinct()), CultureInfo.InvariantCulture);
        var port = int.Parse(Assert.Single(Values("EXPOSE").Distinct()), CultureInfo.InvariantCulture);

        Assert.All(Manifests.Pods, found => Assert.Equal(user, found.Pod.SecurityContext.RunAsUser));
        Assert.All(
            Manifests.Pods.SelectMany(found => found.Pod.Containers).SelectMany(container => container.Ports ?? []),
            found => Assert.Equal(port, found.ContainerPort));
        Assert.Equal(Targets.Count, Values("USER").Count());
    }

    [Fact]
    public void Variables_of_images_and_services_are_settings_of_the_server()
    {
        var variables = Values("ENV").Where(value => value.Contains("ASPNETCORE_HTTP_PORTS", StringComparison.Ordinal))
            .Select(value => value.Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])).ToList();
        Assert.Equal(2, variables.Count);
        Assert.All(variables, environment => Composition.Read(environment: environment));

        var compose = Services.Where(service => service.Key.StartsWith("serving", StringComparison.Ordinal))
            .Select(service => (Dictionary<object, object>)service.Value["environment"])
            .Select(set => set.ToDictionary(pair => (string)pair.Key, pair => Mounted((string)pair.Value))).ToList();
        Assert.Equal(2, compose.Count);
        Assert.All(compose, environment => Composition.Read(environment: environment));
    }

    [Fact]
    public void Images_say_the_version_that_the_program_says() =>
        Assert.Contains($"VERSION={typeof(Program).Assembly.GetName().Version!.ToString(3)}", Values("ARG"));

    [Fact]
    public void Every_service_is_read_only_and_without_rights() => Assert.All(Services.Values, service =>
    {
        Assert.Equal(("true", "/tmp"), ((string)service["read_only"], (string)service["tmpfs"]));
        Assert.Equal(["ALL"], (List<object>)service["cap_drop"]);
        Assert.Equal(["no-new-privileges:true"], (List<object>)service["security_opt"]);
    });

    // What the container has from the repository's folder, which has to be there.
    private static string Mounted(string path) => path.Replace("/app/models", Path.Combine(Manifests.Repository, "models"))
        .Replace("${MODEL:-default}", "default");

    private static IEnumerable<string> Values(string instruction) =>
        Lines.Where(line => line.StartsWith($"{instruction} ", StringComparison.Ordinal))
            .Select(line => line[(instruction.Length + 1)..].Trim());

    [GeneratedRegex(@"^FROM \S+ AS (\S+)$")]
    private static partial Regex Stage();
}
