using System.Runtime.CompilerServices;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Tests.Settings;

/// <summary>
/// What <c>--help</c> prints, and the page <c>serving/docs/settings.md</c>, both made from the settings as they are read. After a change
/// on purpose, run this class once with <c>UPDATE_SNAPSHOTS=1</c> in the environment and read the difference before committing it.
/// </summary>
public class HelpTextTests
{
    private static string Snapshot => Path.Combine(Path.GetDirectoryName(Here())!, "Help.txt");

    private static string Page => Path.Combine(Path.GetDirectoryName(Here())!, "../../../serving/docs/settings.md");

    [Fact]
    public void Help_is_what_was_agreed() => AssertIs(Snapshot, HelpText.All("Gan.Onnx.Serving"), whole: true);

    [Fact]
    public void Every_setting_says_what_it_is() =>
        Assert.All(ServingOptions.Known, setting => Assert.True(setting.About.EndsWith('.'), $"{setting.Name} has no description"));

    [Fact]
    public void The_page_has_the_settings_of_the_code() => AssertIs(
        Page,
        "| setting | may be | without it | what it is |\n|---|---|---|---|\n"
        + string.Concat(ServingOptions.Known.Select(
            setting => $"| `{setting.Name}` | {setting.Expected} | {setting.Otherwise} | {setting.About} |\n")),
        whole: false);

    [Fact]
    public void The_page_has_the_settings_of_the_framework() => AssertIs(
        Page,
        "| setting | may be |\n|---|---|\n"
        + string.Concat(FrameworkSettings.Documented.Select(setting => $"| `{setting.Pattern}` | {setting.Expected ?? "a text"} |\n")),
        whole: false);

    [Fact]
    public void The_page_has_the_exit_codes() => Assert.Contains(ExitCode.All, File.ReadAllText(Page).ReplaceLineEndings(" "));

    /// <summary>Compares a file, or the table in it that begins as the text does.</summary>
    private static void AssertIs(string path, string text, bool whole)
    {
        var file = File.Exists(path) ? File.ReadAllText(path) : "";
        var start = whole ? 0 : file.IndexOf(text[..(text.IndexOf('\n') + 1)], StringComparison.Ordinal);
        Assert.True(start >= 0, $"{path} has no table that begins so: {text[..text.IndexOf('\n')]}");
        var end = whole ? file.Length : file.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, string.Concat(file.AsSpan(0, start), text, file.AsSpan(end)));
            return;
        }

        Assert.Equal(text, file[start..end]);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
