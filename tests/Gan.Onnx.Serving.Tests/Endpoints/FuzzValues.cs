using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>Makes texts for a parameter from its schema, those that it allows and those that it may not, and tells them apart.</summary>
/// <param name="random">Decides everything.</param>
internal sealed class FuzzValues(Random random)
{
    /// <summary>Already encoded for a URL: bytes that no text has.</summary>
    private static readonly string[] RawBytes = ["%00", "5%00", "%ff", "%c3", "%ed%a0%80", "%f4%90%80%80"];

    private static readonly string[] Strange =
    [
        "", " ", " 5", "5 ", "\t5", "+5", "-1", "-0", "1.0", "16.0", "1.", ".5", "1e0", "1e9", "0x10", "1,000", "1_000", "NaN", "Infinity",
        "null", "abc", "True", "TRUE",
        "yes", "[]", "{}", "1;2", "'", "\"", "<b>", "%", "&", "#", "5\r\nX-Evil: 1", "\u001b[31m", "\u007f", "\u200b5",
        "\u0661\u0666", "\u06f1\u06f6", "\u0967\u096c",
        "\uff11\uff16", "\U0001d7cf", "\u00b2", "\u4e94", "\u00e9", "\U0001f600",
        "99999999999", "18446744073709551616", "99999999999999999999999999999999999999",
        new string('9', 4000), new string('0', 4000) + "x", new string(',', 300),
    ];

    private static readonly string[] Alphabets =
    [
        "0123456789", "0123456789abcdef", "0123456789-./: ", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789._-",
    ];

    /// <summary>A text that the schema allows; small numbers are likelier than large ones, and both ends likelier than any other.</summary>
    public string Valid(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var choices))
        {
            return choices[random.Next(choices.GetArrayLength())].GetString()!;
        }

        if (schema.TryGetProperty("anyOf", out var options))
        {
            return Valid(options[random.Next(options.GetArrayLength())]);
        }

        return Type(schema) switch
        {
            "integer" => Integer(Bound(schema, "minimum", long.MinValue), Bound(schema, "maximum", long.MaxValue)),
            "number" => Decimal(schema),
            "boolean" => random.Next(2) == 0 ? "true" : "false",
            "array" => List(schema),
            "string" => Word(schema),
            string type => throw new NotSupportedException($"Parameters of type '{type}' are not made yet."),
        };
    }

    /// <summary>A text that may not be allowed, encoded for a URL, and whether the schema allows it.</summary>
    public (string Encoded, bool IsAllowed) Odd(JsonElement schema)
    {
        if (random.Next(8) == 0)
        {
            // What arrives is no text, or has characters that no form allows.
            var raw = RawBytes[random.Next(RawBytes.Length)];
            return (raw, Allows(schema, "\ufffd"));
        }

        var text = random.Next(4) == 0 && JustOutside(schema) is { } outside ? outside : Strange[random.Next(Strange.Length)];
        return (Uri.EscapeDataString(text), Allows(schema, text));
    }

    /// <summary>Whether a schema allows a value as it stands in a URL, where a whole number is written with digits alone.</summary>
    public static bool Allows(JsonElement schema, string text)
    {
        if (schema.TryGetProperty("enum", out var choices))
        {
            return choices.EnumerateArray().Any(choice => choice.GetString() == text);
        }

        if (schema.TryGetProperty("anyOf", out var options))
        {
            return options.EnumerateArray().Any(option => Allows(option, text));
        }

        return Type(schema) switch
        {
            "integer" => Regex.IsMatch(text, @"^(?!-0)-?[0-9]+\z")
                && IsWithin(schema, BigInteger.Parse(text, CultureInfo.InvariantCulture)),
            "number" => Regex.IsMatch(text, @"^-?[0-9]+(\.[0-9]+)?\z") && text.Length < 16
                && IsWithin(schema, decimal.Parse(text, CultureInfo.InvariantCulture)),
            "boolean" => text is "true" or "false",
            "array" => text.Split(',') is var items && items.Length <= (int)Bound(schema, "maxItems", int.MaxValue)
                && items.All(item => Allows(schema.GetProperty("items"), item)),
            _ => text.Length >= (int)Bound(schema, "minLength", 0)
                && (!schema.TryGetProperty("pattern", out var pattern) || Regex.IsMatch(text, Anchored(pattern.GetString()!))),
        };
    }

    private static string Type(JsonElement schema) => schema.GetProperty("type").GetString()!;

    /// <summary>Of .NET, a $ would let a line feed pass.</summary>
    private static string Anchored(string pattern) => pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern;

    private static BigInteger Bound(JsonElement schema, string keyword, BigInteger otherwise) =>
        schema.TryGetProperty(keyword, out var bound) ? BigInteger.Parse(bound.GetRawText(), CultureInfo.InvariantCulture) : otherwise;

    private static bool IsWithin(JsonElement schema, BigInteger value) =>
        value >= Bound(schema, "minimum", value) && value <= Bound(schema, "maximum", value);

    private static bool IsWithin(JsonElement schema, decimal value) =>
        value >= (decimal)Bound(schema, "minimum", long.MinValue) && value <= (decimal)Bound(schema, "maximum", long.MaxValue);

    private string? JustOutside(JsonElement schema) => schema.TryGetProperty("anyOf", out _) ? null : Type(schema) switch
    {
        "integer" or "number" when random.Next(2) == 0 => $"{Bound(schema, "maximum", long.MaxValue) + 1}",
        "integer" or "number" => $"{Bound(schema, "minimum", long.MinValue) - 1}",
        "array" when random.Next(2) == 0 => string.Join(',', Enumerable.Repeat("0", (int)Bound(schema, "maxItems", 0) + 1)),
        "array" => JustOutside(schema.GetProperty("items")),
        "string" when schema.TryGetProperty("enum", out var choices) => choices[0].GetString()!.ToUpperInvariant(),
        _ => null,
    };

    private string Integer(BigInteger minimum, BigInteger maximum)
    {
        var value = random.Next(8) switch
        {
            0 => minimum,
            1 => maximum,
            // Below a limit that itself is of any magnitude, so that most answers are small.
            _ => minimum + (BigInteger)(random.NextDouble() * Math.Pow((double)(maximum - minimum) + 1, random.NextDouble())),
        };
        return BigInteger.Min(value, maximum).ToString(CultureInfo.InvariantCulture);
    }

    private string Decimal(JsonElement schema)
    {
        var minimum = (decimal)Bound(schema, "minimum", 0);
        var maximum = (decimal)Bound(schema, "maximum", 1);
        var part = random.Next(4) switch { 0 => 0, 1 => 1, _ => Math.Round((decimal)random.NextDouble(), random.Next(1, 9)) };
        return (minimum + (part * (maximum - minimum))).ToString(CultureInfo.InvariantCulture);
    }

    private string List(JsonElement schema)
    {
        var length = int.Parse(Integer(Bound(schema, "minItems", 1), Bound(schema, "maxItems", 10)), CultureInfo.InvariantCulture);
        return string.Join(',', Enumerable.Range(0, length).Select(_ => Valid(schema.GetProperty("items"))));
    }

    /// <summary>Draws words until one fits the pattern.</summary>
    private string Word(JsonElement schema)
    {
        for (var attempt = 0; attempt < 10_000; attempt++)
        {
            var alphabet = Alphabets[random.Next(Alphabets.Length)];
            var word = new StringBuilder();
            for (var length = random.Next(1, 65); length > 0; length--)
            {
                word.Append(alphabet[random.Next(alphabet.Length)]);
            }

            // A segment of dots means a folder, and never arrives.
            if (Allows(schema, word.ToString()) && word.ToString().Trim('.').Length > 0)
            {
                return word.ToString();
            }
        }

        throw new NotSupportedException($"No word was found that fits {schema}; add its letters to the alphabets.");
    }
}
