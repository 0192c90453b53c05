using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>presets</c> and <c>inspect</c>.</summary>
public class PresetCommandTests
{
    public static TheoryData<string> Names => [.. PresetSource.Names];

    [Fact]
    public void Every_preset_is_listed_with_source_and_description()
    {
        var output = CommandRun.Good("presets");

        Assert.All(PresetSource.Names, name =>
        {
            var preset = PresetSource.Load(name, []);
            Assert.Contains($"{name}\n  {preset.Source}\n  {preset.Description}\n", output);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Printed_preset_is_the_same_preset(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["printed.json"], CommandRun.Good("presets", "--show", name));

        Assert.Equal(CommandRun.Good("presets", "--show", name), CommandRun.Good("presets", "--show", folder["printed.json"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Inspect_writes_every_graph(string name)
    {
        using var folder = new TemporaryFolder();

        var output = CommandRun.Good("inspect", "--preset", name, "--output", folder.Path);

        var preset = PresetSource.Load(name, []);
        string[] graphs =
        [
            "discriminator_step", "generator_step", "discriminator_optimizer", "generator_optimizer", "generator_samples",
            "discriminator_judgement", "generator",
            .. preset.CreateGenerator().Statistics.Count > 0 ? ["generator_statistics"] : Array.Empty<string>(),
            .. preset.Data is MnistOptions ? ["gather"] : Array.Empty<string>(),
        ];
        Assert.Equal(graphs.Select(graph => folder[$"{graph}.onnx"]).Order(), Directory.GetFiles(folder.Path).Order());
        Assert.All(graphs, graph => Assert.Contains($"{folder[$"{graph}.onnx"]}: ", output));
    }
}
