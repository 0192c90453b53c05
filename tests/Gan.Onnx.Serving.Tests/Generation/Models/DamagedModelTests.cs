using System.Diagnostics;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Generation.Models;

public class DamagedModelTests
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void Missing_folder_is_named()
    {
        var error = Assert.Throws<GeneratorException>(() => FrozenGenerator.Load("/nowhere/at-all", 1));

        Assert.Contains("'/nowhere/at-all' does not exist", error.Message);
        Assert.Contains("export", error.Message);
    }

    [Fact]
    public void Missing_model_file_is_named()
    {
        using var folder = new ModelFolder();
        File.Delete(folder.ModelFile);

        Refused(folder, $"'{folder.Path}' has no 'generator.onnx'");
    }

    [Fact]
    public void Missing_manifest_is_named()
    {
        using var folder = new ModelFolder();
        File.Delete(folder.ManifestFile);

        Refused(folder, $"'{folder.Path}' has no 'manifest.json'");
    }

    [Theory]
    [InlineData("generator.onnx", "is empty. Expected an ONNX model in a file, not a pipe or a device.")]
    [InlineData("manifest.json", "is not a usable manifest: it is empty.")]
    public async Task A_pipe_that_nobody_writes_to_is_not_waited_for(string file, string message)
    {
        using var folder = new ModelFolder();
        var pipe = Path.Combine(folder.Path, file);
        File.Delete(pipe);
        // By a link, too.
        await MakePipe($"{pipe}.pipe");
        File.CreateSymbolicLink(pipe, $"{pipe}.pipe");

        await Task.Run(() => Refused(folder, message)).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Nor_is_one_beside_a_damaged_model()
    {
        using var folder = new ModelFolder();
        folder.WriteManifest(manifest => manifest with { Sha256 = Zeros });
        await MakePipe(Path.Combine(folder.Path, "other.onnx"));

        await Task.Run(() => Refused(folder, "is damaged or not the file")).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void What_a_manifest_says_is_quoted_in_short()
    {
        using var folder = new ModelFolder();
        folder.WriteManifest(manifest => manifest with { ImageShape = [.. Enumerable.Repeat(1, 100_000)] });

        var error = Assert.Throws<GeneratorException>(() => FrozenGenerator.Load(folder.Path, 1));

        Assert.Contains("imageShape of the manifest", error.Message);
        Assert.InRange(error.Message.Length, 1, 1000);
    }

    [Fact]
    public void Another_hash_than_the_manifests_is_shown_beside_it()
    {
        using var folder = new ModelFolder();
        var found = folder.WriteManifest().Sha256;
        folder.WriteManifest(manifest => manifest with { Sha256 = Zeros });

        Refused(folder, $"expected SHA-256 {Zeros}, found {found}");
    }

    [Fact]
    public void One_flipped_bit_is_found()
    {
        using var folder = new ModelFolder();
        var model = File.ReadAllBytes(folder.ModelFile);
        model[model.Length / 2] ^= 1;
        File.WriteAllBytes(folder.ModelFile, model);

        Refused(folder, "is damaged or not the file that");
    }

    [Fact]
    public void Half_a_file_is_no_onnx_model_even_with_a_fitting_hash()
    {
        using var folder = new ModelFolder();
        folder.ReplaceModel(File.ReadAllBytes(folder.ModelFile).AsSpan(0, 700));

        Refused(folder, "cannot be loaded as an ONNX model");
    }

    [Fact]
    public void Text_is_no_onnx_model()
    {
        using var folder = new ModelFolder();
        folder.ReplaceModel("<html>404 Not Found</html>"u8);

        Refused(folder, "cannot be loaded as an ONNX model");
    }

    [Fact]
    public void An_empty_file_is_called_empty()
    {
        using var folder = new ModelFolder();
        folder.ReplaceModel([]);

        Refused(folder, "is empty");
    }

    [Fact]
    public void A_pointer_of_Git_LFS_is_recognised()
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.ModelFile, $"version https://git-lfs.github.com/spec/v1\noid sha256:{Zeros}\nsize 2000000\n");

        Refused(folder, "git lfs pull");
    }

    [Theory]
    [InlineData("gaussian", "makes no images", "'samples' float [N, 1]")]
    [InlineData("wrong-input", "one input 'z'", "'noise' float [N, 4]")]
    [InlineData("flat", "'images' should be float [N, 1, 28, 28]", "is float [N, 784]")]
    [InlineData("fixed-batch", "'z' should be float [N, 4]", "is float [1, 4]")]
    [InlineData("nan", "failed its trial run: expected intensities from 0 to 1", "found NaN")]
    [InlineData("out-of-range", "failed its trial run: expected intensities from 0 to 1", "found -")]
    [InlineData("batch-dependent", "does not depend on its batch", "a difference of")]
    public void A_model_of_another_kind_is_refused_with_expectation_and_finding(string model, string expected, string found)
    {
        using var folder = new ModelFolder(model);

        Refused(folder, expected, found);
    }

    [Fact]
    public void Another_latent_size_than_the_manifests_is_refused()
    {
        using var folder = new ModelFolder();
        folder.WriteManifest(manifest => manifest with { LatentSize = 100 });

        Refused(folder, "'z' should be float [N, 100], but is float [N, 4]");
    }

    [Fact]
    public void A_manifest_that_contradicts_the_models_own_metadata_is_refused()
    {
        using var folder = new ModelFolder();
        folder.WriteManifest(manifest => manifest with { LatentDistribution = new UniformLatent(-1, 1) });
        Refused(folder, "disagree about 'latentDistribution': the manifest has 'uniform(low=-1,high=1)'", "has 'normal(mean=0,std=1)'");

        folder.WriteManifest(manifest => manifest with { Preset = "mlp" });
        Refused(folder, "disagree about 'preset': the manifest has 'mlp', the model's metadata has 'fixture'");
    }

    [Fact]
    public void A_conditional_model_without_labels_is_refused()
    {
        using var folder = new ModelFolder();
        folder.WriteManifest(manifest => manifest with { Classes = 10 });

        Refused(folder, "'inputs' should be 'z' and 'labels' (10 classes), but is 'z' float [N, 4]");
    }

    [Theory]
    [InlineData("{", "not a usable manifest")]
    [InlineData("null", "the document is null")]
    [InlineData("{}", "sha256")]
    public void Something_else_than_a_manifest_is_refused(string content, string reason)
    {
        using var folder = new ModelFolder();
        File.WriteAllText(folder.ManifestFile, content);

        Refused(folder, "is not a usable manifest", reason);
    }

    [Theory]
    [InlineData($"\"{Zeros}\"", "\"00\"", "'sha256' must be 64 lower-case hexadecimal digits; it is '00'")]
    [InlineData("\"latentSize\":4", "\"latentSize\":0", "'latentSize' must be a number of 1 or more; it is '0'")]
    [InlineData("\"latentSize\":4", "\"latentSize\":\"4\"", "latentSize")]
    [InlineData("\"latentSize\":4,", "", "latentSize")]
    [InlineData("\"classes\":0", "\"classes\":-1", "'classes' must be a number of 0 or more; it is '-1'")]
    [InlineData("[1,28,28]", "[]", "'imageShape' must be a list of numbers of 1 or more; it is '[]'")]
    [InlineData("\"mlp\"", "null", "preset")]
    [InlineData("\"mlp\"", "\"\"", "'preset' must be a name")]
    [InlineData("\"mlp\"", "\"mlp\",\"preset\":\"mlp\"", "preset")]
    [InlineData("\"mlp\"", "\"mlp\",\"colour\":1", "colour")]
    [InlineData("\"normal\"", "\"gamma\"", "gamma")]
    [InlineData("\"std\":1", "\"std\":-1", "'latentDistribution' must be finite numbers with std ≥ 0")]
    [InlineData("\"type\":\"normal\",\"mean\":0,\"std\":1", "\"low\":1,\"type\":\"uniform\",\"high\":1", "low < high")]
    public void A_manifest_with_a_bad_field_is_refused(string good, string bad, string reason)
    {
        const string Manifest = $$"""
            {"sha256":"{{Zeros}}","preset":"mlp","latentSize":4,"latentDistribution":{"type":"normal","mean":0,"std":1},
             "classes":0,"imageShape":[1,28,28]}
            """;
        using var folder = new ModelFolder();
        File.WriteAllText(folder.ManifestFile, Manifest);
        Refused(folder, "expected SHA-256");

        File.WriteAllText(folder.ManifestFile, Manifest.Replace(good, bad));
        Refused(folder, "is not a usable manifest", reason);
    }

    private static void Refused(ModelFolder folder, params string[] words)
    {
        var error = Assert.Throws<GeneratorException>(() => FrozenGenerator.Load(folder.Path, threads: 1));

        Assert.Contains(folder.Path, error.Message);
        Assert.All(words, word => Assert.Contains(word, error.Message));
        Assert.DoesNotContain('\n', error.Message);
    }

    private static async Task MakePipe(string path)
    {
        using var maker = Process.Start("mkfifo", path);
        await maker.WaitForExitAsync();
    }
}
