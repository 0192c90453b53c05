using System.Text;

namespace Gan.Onnx.Generation.Text;

/// <summary>Texts of somebody else's in our messages.</summary>
internal static class Echo
{
    private const int Longest = 120;

    /// <summary>Short enough to quote, on one line, and harmless in a terminal.</summary>
    /// <param name="text">What was found.</param>
    /// <param name="longest">Characters that are left at most, before an ellipsis.</param>
    public static string Of(string text, int longest = Longest)
    {
        var (result, length) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (length++ == longest)
            {
                return result.Append('…').ToString();
            }

            result.Append(Rune.IsControl(rune) ? $"\\u{rune.Value:x4}" : rune.ToString());
        }

        return result.ToString();
    }

    /// <summary>What was thrown, as one sentence.</summary>
    public static string Sentence(Exception exception)
    {
        const int LongestSentence = 500;
        var line = Of(exception.Message.ReplaceLineEndings(" ").Trim(), LongestSentence);
        return line.EndsWith('.') ? line : line + ".";
    }
}
