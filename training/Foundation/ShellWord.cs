namespace Gan.Onnx.Training.Foundation;

/// <summary>Command lines that can be pasted into a shell.</summary>
internal static class ShellWord
{
    private const string Plain = "+,-./:=@_";

    /// <summary>The word as it is where a shell leaves it alone, otherwise in single quotes.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || Plain.Contains(letter))
            ? word
            : $"'{word.Replace("'", @"'\''")}'";
}
