using System.Text.Json.Nodes;
using CsCheck;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>
/// Whatever is typed, and whatever a file holds, a command works or fails with one line and a documented exit code. Within this process;
/// scripts/command-line/check.sh does some of it to processes of their own.
/// </summary>
public sealed class AnyInputTests : IClassFixture<AnyInputTests.Inputs>, IDisposable
{
    private static readonly string[] Values =
    [
        "", " ", "-", "--", "-1", "0", "1", "2", "3", "1.5", "1e3", "NaN", "∞", "99999999999999999999", "@x", "a=b", "data.batch=8",
        "data=1", "latent.size=x", "generator.layers.0=null", "schedule.seed=-1", "=", ".", "..", "[suggest]", "%n%s{0}",
        "two\nlines", "cpu", "cuda", "on", "off", "png", "idx", "loss", "z", new('x', 300),
    ];

    private static readonly string[] PathNames =
    [
        "none", "none/below", "garbage", "garbage/below", "folder", "folder.onnx", "garbage.onnx", "garbage.json", "empty.json", "new.png",
        "new.npy", "new.onnx", "new", "ü\nn", "run", "run/options.json", "images", "images/manifest.json", "images/generator.onnx",
    ];

    private static readonly string[] PathOptions =
    [
        "--preset", "--output", "--run", "--resume", "--json", "--neighbours", "--latents", "--data", "--classifier", "--from-run",
        "--import", "--model",
    ];

    // What would train, measure or fetch for long is kept from doing so by these words.
    private static readonly Dictionary<string, string[]> Bounds = new()
    {
        ["train"] = ["--steps", "2"],
        ["data"] = ["--data", "none"],
        ["train-classifier"] = ["--data", "none"],
        ["evaluate"] = ["--data", "none"],
    };

    // Good ones, to be spoilt a little; the last two words stay as they are.
    private static readonly string[] GoodLines =
    [
        "train --preset gaussian-1d --run N --steps 2", "train --resume R --steps 2", "export --run R --output O --force",
        "sample --model I --output O/x.png --force --count 2", "sample --model I --format idx --force --output O --count 2",
        "inspect --preset gaussian-1d --force --convolutions conv --output O", "artifacts --preset gaussian-1d --force --output O",
        "gradients --model I/generator.onnx --of images --with z --force --output O/x.onnx", "evaluate --model I --samples 100 --data none",
        "presets --show mlp", "data --data none",
    ];

    private readonly TemporaryFolder _folder = new();

    public AnyInputTests(Inputs inputs)
    {
        inputs.CopyTo(_folder.Path);
        Directory.CreateDirectory(_folder["folder"]);
        Directory.CreateDirectory(_folder["folder.onnx"]);
        foreach (var file in new[] { "garbage", "garbage.onnx", "garbage.json" })
        {
            File.WriteAllText(_folder[file], "{\"a\": [1, {");
        }

        File.WriteAllText(_folder["empty.json"], "{}");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_command_line_works_or_fails_in_one_line()
    {
        var commands = Program.Commands().Subcommands.Where(command => command.Name != "doctor").ToArray();
        var options = commands.SelectMany(command => command.Options).Select(option => option.Name).Distinct().Order().ToArray();
        var lines = One(commands).SelectMany(command =>
        {
            var own = command.Options.Select(option => option.Name).ToArray();
            var sensible = Pair(own.Length == 0 ? options : own);
            var wild = Gen.Select(sensible, Pair(options), Word, Gen.Int[0, 9])
                .Select((likely, any, word, dice) => dice switch { 0 => any, 1 => [word], _ => likely });
            return wild.Array[0, 6].Select(words => (string[])
            [
                command.Name, .. words.SelectMany(pair => pair), .. Bounds.GetValueOrDefault(command.Name, []),
                .. command.Name == "train" && !words.Any(word => word[0] is "--run" or "--resume")
                    ? new[] { "--run", _folder["new-run"] } : [],
            ]);
        });

        lines.Sample(words => Check(words), iter: 300, threads: 1);
    }

    [Fact]
    public void Good_command_line_with_a_mistake_works_or_fails_in_one_line()
    {
        var lines = Gen.Select(One(GoodLines), Gen.Int[0, 99], Gen.Int[0, 3], Word, One(PathNames), (line, place, change, word, path) =>
        {
            List<string> words = [.. line.Split(' ').Select(Place)];
            var at = 1 + (place % Math.Max(1, words.Count - 3));
            var other = PathOptions.Contains(words[at - 1]) ? _folder[path] : word;
            switch (change)
            {
                case 0:
                    words.RemoveAt(at);
                    break;
                case 1:
                    words.Insert(at, other);
                    break;
                default:
                    words[at] = other;
                    break;
            }

            return words.ToArray();
        });

        lines.Sample(words => Check(words), iter: 100, threads: 1);
    }

    /// <summary>Each file with the commands that read it: R is the run, I a run of images.</summary>
    [Theory]
    [InlineData("run/options.json", "export --force --run R --output O", "train --resume R --steps 2 --dry-run")]
    [InlineData("run/checkpoint/state.json", "export --force --run R --output O", "train --resume R --steps 2 --dry-run")]
    [InlineData("run/metrics.jsonl", "export --force --run R --output O")]
    [InlineData("images/options.json", "export --force --run I --output O")]
    [InlineData("images/manifest.json", "sample --force --model I --count 1 --output O/x.png")]
    [InlineData("preset.json", "train --preset P --run N --dry-run")]
    public void Any_content_of_a_file_works_or_fails_in_one_line(string file, params string[] commands)
    {
        File.WriteAllText(_folder["preset.json"], CommandRun.Good("presets", "--show", "gaussian-1d"));
        var whole = File.ReadAllText(_folder[file]);
        var all = commands.Select(command => command.Split(' ').Select(Place).ToArray()).ToArray();

        Mutation(whole).Sample(
            text =>
            {
                File.WriteAllText(_folder[file], text);
                foreach (var words in all)
                {
                    Check(words);
                }
            },
            iter: 40,
            threads: 1);
    }

    /// <summary>What was found so.</summary>
    [Theory]
    [InlineData("data={\"type\":\"mnist\",\"type\":\"idx\"}", "data must be an object in braces, found ")]
    [InlineData("generator=2147483648", "generator must be an object in braces, found 2147483648.")]
    [InlineData("generator=[]", "generator must be an object in braces, found [].")]
    [InlineData("generator={\"onnx\":\"a\\u0000b\"}", "a\0b")]
    public void Setting_of_another_kind_is_refused(string setting, string message) => Assert.Contains(
        message, CommandRun.Mistake("train", "--preset", "gaussian-1d", "--run", _folder["new"], "--set", setting, "--dry-run"));

    [Theory]
    [InlineData("\"step\": 1", "\"step\": -1")]
    [InlineData("\"batchesPerEpoch\": 50", "\"batchesPerEpoch\": 0")]
    [InlineData("\"weights\": \"", "\"weights\": \"../")]
    public void State_that_no_run_writes_is_damaged(string text, string changed)
    {
        var path = _folder["run/checkpoint/state.json"];
        var whole = File.ReadAllText(path);
        File.WriteAllText(path, whole.Replace(text, changed, StringComparison.Ordinal));
        Assert.NotEqual(whole, File.ReadAllText(path));

        Assert.StartsWith(
            $"Checkpoint '{path}' is damaged", CommandRun.Mistake("export", "--run", _folder["run"], "--output", _folder["exported"]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    public void Pictures_that_are_damaged_end_no_run(string text)
    {
        File.WriteAllText(_folder["run/distributions.json"], text);

        CommandRun.Good("train", "--resume", _folder["run"], "--steps", "2");
    }

    [Fact]
    public void Manifest_without_a_distribution_is_no_usable_one()
    {
        var path = _folder["images/manifest.json"];
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["latentDistribution"] = new JsonObject();
        File.WriteAllText(path, manifest.ToJsonString());

        Assert.StartsWith(
            $"'{path}' is not a usable manifest: 'latentDistribution' lacks its type.",
            CommandRun.Mistake("sample", "--model", _folder["images"], "--output", _folder["x.png"]));
    }

    private string Place(string word) => word switch
    {
        "R" => _folder["run"],
        "I" => _folder["images"],
        "I/generator.onnx" => _folder["images/generator.onnx"],
        "O" => _folder["exported"],
        "O/x.png" => _folder["exported.png"],
        "O/x.onnx" => _folder["exported.onnx"],
        "P" => _folder["preset.json"],
        "N" => _folder["new-run"],
        _ => word,
    };

    private static Gen<string> Word => Gen.OneOf(One(Values), Gen.String);

    private static Gen<T> One<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    /// <summary>An option with a value; paths stay within the test's folder.</summary>
    private Gen<string[]> Pair(string[] options) => Gen.Select(One(options), Word, One(PathNames), One("gaussian-1d", "mlp", "none"))
        .Select((option, word, path, preset) => new[]
        {
            option, option == "--preset" && path.Length % 2 == 0 ? preset : PathOptions.Contains(option) ? _folder[path] : word,
        });

    /// <summary>The text cut off, with other characters in it, or with a field that is missing or holds something else.</summary>
    private static Gen<string> Mutation(string whole)
    {
        var cut = Gen.Int[0, whole.Length].Select(length => whole[..length]);
        var strange = Gen.Select(Gen.Int[0, Math.Max(0, whole.Length - 1)], Gen.Char, (at, character) => whole.Length == 0
            ? $"{character}" : whole[..at] + character + whole[(at + 1)..]);
        var field = Gen.Select(
            Gen.Int[0, int.MaxValue],
            One<string?>(null, "null", "0", "-1", "1", "1.5", "2147483648", "1e308", "\"\"", "\"x\"", "[]", "{}", "true"),
            (place, value) => Exchange(whole, place, value));
        return Gen.OneOf(cut, strange, field, field, field, field, field, field);
    }

    private static string Exchange(string whole, int place, string? value)
    {
        var tree = JsonNode.Parse(whole.Split('\n') is [var line, ""] ? line : whole)!;
        var nodes = Fields(tree).ToArray();
        var (parent, key) = nodes[place % nodes.Length];
        switch (parent)
        {
            case JsonObject fields when value is null:
                fields.Remove((string)key);
                break;
            case JsonObject fields:
                fields[(string)key] = JsonNode.Parse(value);
                break;
            case JsonArray items when value is null:
                items.RemoveAt((int)key);
                break;
            case JsonArray items:
                items[(int)key] = JsonNode.Parse(value);
                break;
        }

        return tree.ToJsonString();
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Fields(JsonNode node) => node switch
    {
        JsonObject fields => fields.SelectMany(field =>
            new (JsonNode, object)[] { (node, field.Key) }.Concat(field.Value is null ? [] : Fields(field.Value))),
        JsonArray items => items.Take(3).SelectMany((item, i) =>
            new (JsonNode, object)[] { (node, i) }.Concat(item is null ? [] : Fields(item))),
        _ => [],
    };

    private static void Check(params string[] words)
    {
        var run = CommandRun.Of(words);
        var told = $"{string.Join(' ', words)}: {run}";
        Assert.True(run.ExitCode is 0 or 1 or 2, told);
        Assert.DoesNotContain("a fault of the program", run.Error);
        Assert.True(run.ExitCode == 0 ? run.Error.Length == 0 : run.Error.StartsWith("error: ", StringComparison.Ordinal), told);
        Assert.True(run.Error.Length == 0 || run.Error.IndexOf('\n', StringComparison.Ordinal) == run.Error.Length - 1, told);
    }

    /// <summary>A run of numbers and one of images, trained once; each test has a copy to spoil.</summary>
    public sealed class Inputs : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Inputs()
        {
            CommandRun.Good("train", "--preset", "gaussian-1d", "--steps", "1", "--run", _folder["run"]);
            new TestRun(_folder["images"], TinyPresets.Labels(), images: 10).TrainTo(1);
        }

        public void Dispose() => _folder.Dispose();

        public void CopyTo(string folder)
        {
            foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(_folder.Path, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }
}
