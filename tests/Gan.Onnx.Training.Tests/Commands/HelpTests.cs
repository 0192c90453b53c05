using System.Runtime.CompilerServices;
using Gan.Onnx.Training.Commands;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>
/// What <c>--help</c> prints, compared with the files in <c>Commands/Help</c>. After a change on purpose, run this class once with
/// <c>UPDATE_SNAPSHOTS=1</c> in the environment and read the difference before committing it.
/// </summary>
public class HelpTests
{
    private const string Root = "gan-onnx";

    public static TheoryData<string> Commands => [.. Names];

    private static string[] Names =>
    [
        Root,
        .. Program.Commands().Subcommands.SelectMany(
            command => command.Subcommands.Select(verb => $"{command.Name} {verb.Name}").Prepend(command.Name)),
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_is_what_was_agreed(string command)
    {
        // The test runner's own name must not get into the text.
        var help = CommandRun.Good(command == Root ? ["--help"] : [.. command.Split(' '), "--help"])
            .Replace(Program.Commands().Name, "Gan.Onnx.Training");
        var path = Snapshot(command);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, help);
        }

        Assert.True(File.Exists(path), $"{path} does not exist. Run this test with UPDATE_SNAPSHOTS=1.");
        Assert.Equal(File.ReadAllText(path), help);
    }

    [Fact]
    public void No_help_is_left_of_commands_that_are_gone() => Assert.Equal(
        Names.Select(name => Snapshot(name)).Order(), Directory.GetFiles(Path.GetDirectoryName(Snapshot(Root))!).Order());

    [Fact]
    public void Exit_codes_are_explained() => Assert.Contains(CommandLine.ExitCodes, CommandRun.Good("--help"));

    private static string Snapshot(string command, [CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "Help", $"{command.Replace(' ', '-')}.txt");
}
