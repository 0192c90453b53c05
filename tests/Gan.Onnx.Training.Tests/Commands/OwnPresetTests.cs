using System.Text.Json.Nodes;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>Users' own preset files.</summary>
public sealed class OwnPresetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["mine.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Printed_preset_can_be_changed_and_trained()
    {
        Write(preset => preset["name"] = "mine");

        CommandRun.Good("train", "--preset", File, "--run", _folder["run"], "--steps", "2");

        Assert.Contains("\"preset\": \"mine\"", System.IO.File.ReadAllText(_folder["run/manifest.json"]));
    }

    [Fact]
    public void The_command_that_repeats_the_run_names_the_file_from_any_folder()
    {
        Write(preset => preset["name"] = "mine");
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, File);

        CommandRun.Good("train", "--preset", relative, "--run", _folder["run"], "--steps", "2");

        Assert.Contains($"train --preset {File} --steps 2", System.IO.File.ReadAllText(_folder["run/manifest.json"]));
    }

    [Fact]
    public void Unknown_field_is_refused()
    {
        Write(preset => preset["optimizers"]!["generator"]!["momentum"] = 0.9);

        Refused($"Preset '{File}': optimizers.generator has no field 'momentum'; it has type, learningRate, beta1, beta2, epsilon, decay.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../mine")]
    [InlineData(".mine")]
    [InlineData("two words")]
    public void Name_that_is_no_good_for_a_folder_is_refused(string name)
    {
        Write(preset => preset["name"] = name);

        Refused(
            $"Preset '{File}': name must be up to 64 letters, digits, '-', "
            + $"'_' and '.', a letter or digit first, since folders are named after it; found \"{name}\".");
    }

    [Fact]
    public void Broken_JSON_is_refused()
    {
        System.IO.File.WriteAllText(File, "{ \"name\": ");

        Assert.StartsWith($"Preset '{File}' is not valid JSON: ", CommandRun.Mistake("train", "--preset", File, "--run", _folder["run"]));
    }

    [Fact]
    public void Layers_that_do_not_fit_together_are_refused()
    {
        Write(preset => preset["discriminator"]!["layers"]![2]!["in"] = 31);

        Refused("Linear 'discriminator.2': expects 31 features ([N,31]), x is [512,32]. Set 'in' to 32.");
    }

    private void Refused(string message)
    {
        Assert.Equal(message, CommandRun.Mistake("train", "--preset", File, "--run", _folder["run"]));
        Assert.False(Directory.Exists(_folder["run"]), "a run folder is left behind");
    }

    private void Write(Action<JsonObject> change)
    {
        var preset = JsonNode.Parse(CommandRun.Good("presets", "--show", "gaussian-1d"))!.AsObject();
        change(preset);
        System.IO.File.WriteAllText(File, preset.ToJsonString());
    }
}
