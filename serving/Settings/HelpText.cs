using System.Reflection;
using System.Text;

namespace Gan.Onnx.Serving.Settings;

/// <summary>What <c>--help</c> and <c>--version</c> print, made from the settings as they are read.</summary>
internal static class HelpText
{
    private const int Width = 100;
    private const string Margin = "      ";

    /// <summary>The program's version, a line.</summary>
    public static string Version =>
        typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion + "\n";

    /// <summary>All settings with their ranges and defaults, in lines of at most 100 columns.</summary>
    /// <param name="program">What the user calls the program.</param>
    public static string All(string program)
    {
        var text = new StringBuilder();
        text.Append("Serves images of a frozen generator over HTTP.\n\n");
        text.Append($"Usage: {program} [--NAME=VALUE ...]\n       {program} --healthcheck | --help | --version\n\n");
        Wrap(
            text, "",
            "Settings come from appsettings.json beside the program, then the environment, with two underscores for a colon "
            + "(Model__Path), then the command line (--Model:Path=DIR); the last one counts. Names that are unknown are refused.");
        foreach (var setting in ServingOptions.Known)
        {
            text.Append("\n  --").Append(setting.Name).Append('\n');
            Wrap(text, Margin, setting.About);
            Wrap(text, Margin, $"{char.ToUpperInvariant(setting.Expected[0])}{setting.Expected[1..]}. Default: {setting.Otherwise}.");
        }

        text.Append("\nSettings of ASP.NET Core\n");
        Wrap(
            text, Margin,
            "--urls=http://localhost:8080 is where the server listens: one or more addresses with semicolons between them, "
            + "http://*:PORT for all of the machine's, http://unix:/PATH for a Unix socket. "
            + "Kestrel:Endpoints and Kestrel:Certificates (https), "
            + "Logging and AllowedHosts are as in its documentation; OTEL_ variables as in OpenTelemetry's.");
        text.Append("\nOther options\n");
        Wrap(text, Margin, "--healthcheck asks the server that runs with the same settings whether it is ready.");
        text.Append("\nExit codes\n");
        Wrap(text, Margin, ExitCode.All);
        return text.ToString();
    }

    private static void Wrap(StringBuilder text, string margin, string sentences)
    {
        var column = 0;
        foreach (var word in sentences.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(column == 0 ? margin : " ").Append(word);
            column += (column == 0 ? margin.Length : 1) + word.Length;
        }

        text.Append('\n');
    }
}
