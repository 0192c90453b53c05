using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Gan.Onnx.Training.Presets;

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
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be {kind} from {least} to {most}, found '{text}'."));
                return null;
            },
        };

    /// <summary>One of a few words.</summary>
    public static Option<string> Choice(string name, string description, string otherwise, params IReadOnlyList<string> words) =>
        new(name)
        {
            Description = $"{description} [{string.Join(" | ", words)}; default {otherwise}]",
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (!words.Contains(text))
                {
                    result.AddError($"{name} must be one of {string.Join(", ", words)}, found '{text}'. {Nearest.Suggestion(text, words)}".TrimEnd());
                }

                return text;
            },
        };

    /// <summary>A path or a name; null when the option is absent.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary>A path or a name that must be given.</summary>
    public static Option<string> RequiredText(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Required = true };
}
