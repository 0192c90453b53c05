using System.Text.Json;

/// <summary>One change that Stryker made, and what became of it.</summary>
internal sealed record Slip(string File, int Line, string Replacement, string Status)
{
    /// <summary>Where the file lies, below the program's folder.</summary>
    public string Folder => Path.GetDirectoryName(File) is { Length: > 0 } folder ? folder : ".";

    /// <summary>A test failed, or did not end.</summary>
    public bool IsNoticed => Status is "Killed" or "Timeout";

    /// <summary>No test reaches the line.</summary>
    public bool IsUnreached => Status == "NoCoverage";

    /// <summary>All changes that were tried; those left out or that do not compile are not among them.</summary>
    /// <param name="report">Stryker's report in its JSON form.</param>
    public static IReadOnlyList<Slip> ReadAll(string report)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(report));
        var root = document.RootElement.GetProperty("projectRoot").GetString()!;
        return
        [
            .. from file in document.RootElement.GetProperty("files").EnumerateObject()
               from mutant in file.Value.GetProperty("mutants").EnumerateArray()
               let status = mutant.GetProperty("status").GetString()!
               where status is "Killed" or "Timeout" or "Survived" or "NoCoverage"
               select new Slip(
                   Path.GetRelativePath(root, file.Name),
                   mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32(),
                   mutant.GetProperty("replacement").GetString()!.ReplaceLineEndings(" "),
                   status),
        ];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {(IsUnreached ? "no test reaches" : "unnoticed")}: {Replacement}";
}
