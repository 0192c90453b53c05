using System.Text;
using System.Text.Json;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Generation.Models;

public class ManifestTests
{
    private const string Json = """
        {
          "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "preset": "mlp",
          "latentSize": 100,
          "latentDistribution": {
            "type": "normal",
            "mean": 0,
            "std": 1
          },
          "classes": 0,
          "imageShape": [
            1,
            28,
            28
          ],
          "training": {
            "steps": 46900,
            "images": 6000000,
            "epochs": 100,
            "seconds": 151.2,
            "seed": 18446744073709551615,
            "dataSha256": "00",
            "toolVersion": "0.1.0",
            "command": "train --preset mlp --epochs 100"
          }
        }

        """;

    [Fact]
    public void Writes_what_it_reads()
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.ManifestFile, Json);

        Manifest.Read(folder.ManifestFile).Write(folder.ManifestFile);

        Assert.Equal(Json, File.ReadAllText(folder.ManifestFile));
        Assert.Equal(["generator.onnx", "manifest.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("\\r\\n")]
    [InlineData("\\u0000")]
    public void A_preset_is_called_by_printable_characters(string escape) => Refused(Json.Replace("\"mlp\"", $"\"ml{escape}p\""));

    [Fact]
    public void A_preset_has_no_endless_name() => Refused(Json.Replace("\"mlp\"", $"\"{new string('p', 1_000_000)}\""));

    [Fact]
    public void What_is_wrong_is_told_on_one_short_line_whatever_it_is() => Refused(
        Json.Replace("\"classes\"", $"\"{new string('c', 1_000_000)}\\r\\n\""));

    /// <summary>As /models and the log have it.</summary>
    private static void Refused(string json)
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.ManifestFile, json);

        var error = Assert.Throws<GeneratorException>(() => FrozenGenerator.Load(folder.Path, threads: 1));

        Assert.Contains("is not a usable manifest", error.Message);
        Assert.InRange(error.Message.Length, 1, 1000);
        Assert.DoesNotContain(error.Message, character => char.IsControl(character));
    }

    [Fact]
    public void Accepts_the_byte_order_mark_of_an_editor()
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.ManifestFile, Json, Encoding.UTF8);

        Assert.Equal("mlp", Manifest.Read(folder.ManifestFile).Preset);
    }

    [Fact]
    public void Reads_every_field()
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.ManifestFile, Json);

        var manifest = Manifest.Read(folder.ManifestFile);

        Assert.Equal(("mlp", 100, 0), (manifest.Preset, manifest.LatentSize, manifest.Classes));
        Assert.Equal(new NormalLatent(0, 1), manifest.LatentDistribution);
        Assert.Equal([1, 28, 28], manifest.ImageShape);
        Assert.Equal(
            new TrainingFigures(46900, 6000000, 100, 151.2, ulong.MaxValue, "00", "0.1.0", "train --preset mlp --epochs 100"),
            manifest.Training);
    }

    [Theory]
    [InlineData("\"type\": \"normal\",")]
    [InlineData("\"type\": \"normal\",\n    \"mean\": 0,\n    \"std\": 1")]
    public void Distribution_without_its_type_is_refused_like_other_mistakes(string missing)
    {
        using var folder = new ModelFolder();
        Assert.Contains(missing, Json);
        File.WriteAllText(folder.ManifestFile, Json.Replace(missing, "", StringComparison.Ordinal));

        Assert.Contains(
            "'latentDistribution' lacks its type", Assert.Throws<JsonException>(() => Manifest.Read(folder.ManifestFile)).Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"cat\"]")]
    [InlineData("[\"cat\", \"Cat\"]")]
    [InlineData("[\"cat\", \" \"]")]
    public void Names_of_classes_are_one_for_each_and_different(string names)
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.ManifestFile, Named(names));

        var message = Assert.Throws<JsonException>(() => Manifest.Read(folder.ManifestFile)).Message;
        Assert.Contains("'classNames' must be 2 different names", message);
    }

    [Fact]
    public void Names_of_classes_are_kept()
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.ManifestFile, Named("[\"cat\", \"dog\"]"));

        Manifest.Read(folder.ManifestFile).Write(folder.ManifestFile);

        Assert.Equal(["cat", "dog"], Manifest.Read(folder.ManifestFile).ClassNames);
    }

    private static string Named(string names) =>
        Json.Replace("\"classes\": 0,", $"\"classes\": 2, \"classNames\": {names},", StringComparison.Ordinal);
}
