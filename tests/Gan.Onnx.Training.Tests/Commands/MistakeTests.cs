using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>Mistakes on the command line: exit code 2, and one line that says what is wrong and what to do.</summary>
public class MistakeTests
{
    private const string TrainOptions =
        "It has --preset, --data, --skip-unreadable, --run, --epochs, --steps, --minutes, --seed, --threads, --device, --engine, --tf32, "
        + "--deterministic, --cuda-graph, --set, --resume, --resume-or-start, --dry-run, --dump-steps, --checkpoint-seconds, "
        + "--evaluations, --classifier, --force.";

    private static readonly string CommandNames = string.Join(", ", Program.Commands().Subcommands.Select(command => command.Name));

    private static readonly string PresetNames = string.Join(", ", PresetSource.Names);

    public static TheoryData<string, string> ListsOfCommands => new()
    {
        { "", $"A command is missing. There are {CommandNames}; see --help." },
        { "trian --preset mlp", $"The program has no command 'trian'. Did you mean 'train'? It has {CommandNames}." },
    };

    public static TheoryData<string, string> ListsOfPresets => new()
    {
        { "train", $"train needs --preset NAME, or --resume DIR. Built-in presets: {PresetNames}." },
        {
            "train --preset vanila",
            $"Preset 'vanila' is unknown. Did you mean 'vanilla'? Built-in presets: {PresetNames}; "
            + "a path to a file of your own ends in .json."
        },
        {
            "presets --show none",
            $"Preset 'none' is unknown. Built-in presets: {PresetNames}; a path to a file of your own ends in .json."
        },
        { "train --preset none.json", $"Preset file 'none.json' does not exist. Built-in presets: {PresetNames}." },
    };

    [Theory]
    [MemberData(nameof(ListsOfCommands))]
    [InlineData("--vershun", "The program has no option '--vershun'. Did you mean '--version'? It has --help, --version.")]
    [InlineData("train --preste mlp", "'train' has no option '--preste'. Did you mean '--preset'? " + TrainOptions)]
    [InlineData("train --preste=mlp", "'train' has no option '--preste=mlp'. Did you mean '--preset'? " + TrainOptions)]
    [InlineData("doctor now", "'doctor' takes nothing, found 'now'. Leave it out.")]
    [InlineData(
        "train -- --preset mlp", "'train' takes nothing after '--', which ends the options, found '--preset'. Leave '--' out.")]
    [InlineData("train --preset mlp now", "'train' has no option 'now'. " + TrainOptions)]
    [InlineData(
        "sample --model x --output x.png --latent x.npy",
        "'sample' has no option '--latent'. Did you mean '--latents'? "
        + "It has --model, --count, --seed, --digit, --label, --output, --format, --latents, --interpolate, --frames, --walks, --force.")]
    [InlineData("train --preset", "Required argument missing for option: '--preset'. See 'train --help'.")]
    [InlineData("export --run x", "Option '--output' is required. See 'export --help'.")]
    [InlineData(
        "train --preset mlp --seed 1 --seed 2", "Option '--seed' expects a single argument but 2 were provided. See 'train --help'.")]
    public void Unknown_or_missing_words(string arguments, string message) => Refused(arguments, message);

    /// <summary>Some by name: the lists above are built, and would be right if there were no command and no preset.</summary>
    [Theory]
    [InlineData("", " train, ")]
    [InlineData("", " evaluate, ")]
    [InlineData("train", " mlp, ")]
    public void Lists_hold_what_there_is(string arguments, string some) => Assert.Contains(some, CommandRun.Mistake(Words(arguments)));

    [Theory]
    [InlineData("--epochs 0", "--epochs must be a whole number from 1 to 1000000, found '0'. See 'train --help'.")]
    [InlineData("--steps abc", "--steps must be a whole number from 1 to 1000000000, found 'abc'. See 'train --help'.")]
    [InlineData("--steps 1.5", "--steps must be a whole number from 1 to 1000000000, found '1.5'. See 'train --help'.")]
    [InlineData("--minutes NaN", "--minutes must be a number from 0.01 to 100000, found 'NaN'. See 'train --help'.")]
    [InlineData("--minutes 1e999", "--minutes must be a number from 0.01 to 100000, found '1e999'. See 'train --help'.")]
    [InlineData("--seed -1", "--seed must be a whole number from 0 to 9223372036854775807, found '-1'. See 'train --help'.")]
    [InlineData("--threads 0", "--threads must be a whole number from 1 to 1024, found '0'. See 'train --help'.")]
    [InlineData("--device gpu", "--device must be one of cpu, cuda, found 'gpu'. Did you mean 'cpu'? See 'train --help'.")]
    [InlineData("--dump-steps 0", "--dump-steps must be a whole number from 1 to 10000, found '0'. See 'train --help'.")]
    [InlineData("--checkpoint-seconds -1", "--checkpoint-seconds must be a number from 0 to 86400, found '-1'. See 'train --help'.")]
    [InlineData("--epochs 1 --steps 5", "--epochs, --steps and --minutes exclude each other. Give one of them.")]
    [InlineData("--minutes 1 --steps 5", "--epochs, --steps and --minutes exclude each other. Give one of them.")]
    public void Numbers_and_choices_of_train(string options, string message) => Refused($"train --preset mlp {options}", message);

    [Theory]
    [MemberData(nameof(ListsOfPresets))]
    [InlineData("train --preset mlp --set data", "--set 'data': expected path=value, for example data.batch=64.")]
    [InlineData(
        "train --preset mlp --set data.bach=64",
        "--set 'data.bach=64': 'data' has no field 'bach'; it has type, range, batch, lastBatch, holdOut. Did you mean 'batch'?")]
    [InlineData(
        "train --preset mlp --set optimizers.generator.learningRate=100",
        "Preset 'mlp': optimizers.generator.learningRate must be 1E-12 to 10, found 100.")]
    [InlineData(
        "train --preset mlp --set data.batch=many", "Preset 'mlp': data.batch must be a whole number, 1 to 60000, found \"many\".")]
    [InlineData(
        "train --preset mlp --set generator.layers.0.out=64",
        "Linear 'generator.2': expects 128 features ([N,128]), x is [128,64]. Set 'in' to 64.")]
    [InlineData(
        "train --preset mlp --set generator.layers.4.out=700",
        "The generator makes [128,700], the data are [128,784]. Give the generator's last layers that shape.")]
    [InlineData(
        "inspect --preset mlp --set latent.size=7 --output x",
        "Linear 'generator.0': expects 100 features ([N,100]), x is [128,7]. Set 'in' to 7.")]
    public void Presets_and_their_fields(string arguments, string message) => Refused(arguments, message);

    [Theory]
    [InlineData(
        "train --resume /none", "'/none/options.json' does not exist: this is not a run folder. Name the folder that 'train --run' wrote.")]
    [InlineData(
        "train --resume /none --run /other", "--run and --resume exclude each other: a resumed run stays in its folder. Leave out --run.")]
    [InlineData(
        "export --run /none --output x.onnx",
        "'/none/options.json' does not exist: this is not a run folder. Name the folder that 'train --run' wrote.")]
    [InlineData("export --run /none --output x.bin", "--output must name a file that ends in .onnx, found 'x.bin'.")]
    [InlineData("sample --model /none --output x.jpg", "--output must name a file that ends in .png or .npy or .idx, found 'x.jpg'.")]
    [InlineData("sample --model /none --output x.png --latents z.txt", "--latents must name a file that ends in .npy, found 'z.txt'.")]
    [InlineData(
        "sample --model /none --output x.png --count 10001",
        "--count 10001 is too many for one picture: a .png holds up to 10000. Use .npy or .idx.")]
    [InlineData(
        "sample --model /none --output x.png --count 0",
        "--count must be a whole number from 1 to 1000000, found '0'. See 'sample --help'.")]
    [InlineData(
        "data --data /none",
        "MNIST: the folder /none does not exist. Name one that holds train-images-idx3-ubyte, "
        + "train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (plain or .gz).")]
    public void Files_and_folders(string arguments, string message) => Refused(arguments, message);

    [Fact]
    public void Missing_model() =>
        Assert.StartsWith(
            "Model '/none' does not exist. Expected a folder holding generator.onnx and manifest.json, or an .onnx file.",
            CommandRun.Mistake("sample", "--model", "/none", "--output", "x.png"));

    [Theory]
    [InlineData("--preset", "NAME|FILE")]
    [InlineData("--run", "DIR")]
    [InlineData("--resume", "DIR")]
    public void Empty_words(string option, string kind) =>
        Assert.Equal(
            $"{option} must name a {kind}, found nothing between the quotes. See 'train --help'.", CommandRun.Mistake("train", option, ""));

    private static void Refused(string arguments, string message) => Assert.Equal(message, CommandRun.Mistake(Words(arguments)));

    private static string[] Words(string arguments) => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
