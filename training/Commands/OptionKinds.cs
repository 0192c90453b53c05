using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Gan.Onnx.Generation.Text;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary>Options that check their own value, so that every mistake is named the same way.</summary>
internal static class OptionKinds
{
    /// <summary>A number within a range, both ends included; null when the option is absent.</summary>
    public static Option<T?> Number<T>(string name, T least, T most, string description)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{description} [{least} to {most}]"),
            HelpName = "N",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                {
                    return number;
                }

                var kind = typeof(T) == typeof(double) ? "a number" : "a whole number";
                result.AddError(
                    string.Create(CultureInfo.InvariantCulture, $"{name} must be {kind} from {least} to {most}, found '{text}'."));
                return null;
            },
        };

    /// <summary>One of a few words, the first of which holds when the option is absent.</summary>
    public static Option<string> Choice(string name, string description, params IReadOnlyList<string> words) =>
        new(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (!words.Contains(text))
                {
                    result.AddError(
                        $"{name} must be one of {string.Join(", ", words)}, found '{text}'. {NearestName.Suggestion(text, words)}"
                            .TrimEnd());
                }

                return text;
            },
        };

    /// <summary>A path or a name; null when the option is absent.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, CustomParser = result => NotEmpty(name, helpName, result) };

    /// <summary>A path or a name that must be given.</summary>
    public static Option<string> RequiredText(string name, string helpName, string description) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = true,
            CustomParser = result => NotEmpty(name, helpName, result),
        };

    /// <summary>The <c>--set</c> of commands that load a preset.</summary>
    public static Option<string[]> Settings() => new("--set")
    {
        Description = "Override a field of the preset, for example optimizers.generator.learningRate=1e-4. May be repeated.",
        HelpName = "PATH=VALUE",
    };

    /// <summary>The extension of a file's name, in lower case, which must be one of those given.</summary>
    /// <exception cref="RunException">It is another.</exception>
    public static string RequireExtension(string option, string path, params IReadOnlyList<string> extensions)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return extensions.Contains(extension)
            ? extension
            : throw new RunException($"{option} must name a file that ends in {string.Join(" or ", extensions)}, found '{path}'.");
    }

    private static string NotEmpty(string name, string helpName, ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Length == 0)
        {
            result.AddError($"{name} must name a {helpName}, found nothing between the quotes.");
        }

        return text;
    }
}
