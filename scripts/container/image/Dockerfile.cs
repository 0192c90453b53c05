using System.Text.Json;

/// <summary>A Dockerfile, as far as ours goes.</summary>
/// <param name="stages">What each stage is made from, and its instructions: name and value.</param>
internal sealed class Dockerfile(IReadOnlyDictionary<string, (string Base, List<(string Name, string Value)> Instructions)> stages)
{
    private const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Reads the file; an instruction may go on after a backslash.</summary>
    public static Dockerfile Read(string file)
    {
        var stages = new Dictionary<string, (string Base, List<(string Name, string Value)> Instructions)>();
        List<(string, string)> current = [];
        var lines = File.ReadLines(file).Where(line => !line.TrimStart().StartsWith('#') && line.Trim().Length > 0);
        foreach (var line in string.Join('\n', lines).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            var words = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            if (words is ["FROM", var from])
            {
                current = [];
                var parts = from.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                stages.Add(parts[2], (parts[0], current));
                continue;
            }

            current.Add((words[0], words[1]));
        }

        return new Dockerfile(stages);
    }

    /// <summary>How a stage comes about, as lines of shell.</summary>
    public IEnumerable<string> Steps(string stage) => Chain(stage).Select(instruction => instruction switch
    {
        ("COPY", var value) when value.StartsWith("--from=", StringComparison.Ordinal) => $"copy_from {value["--from=".Length..]}",
        ("COPY", var value) => $"copy {value}",
        ("WORKDIR", var value) => $"workdir {value}",
        ("ENV", var value) => $"export {value}",
        ("RUN", var value) => value,
        _ => ":",
    });

    /// <summary>What a container of the stage starts with.</summary>
    public ImageConfiguration Image(string stage)
    {
        var instructions = Chain(stage).ToList();
        var folder = Last("WORKDIR") ?? "/";
        return new ImageConfiguration(
            Last("USER") ?? "0",
            folder,
            JsonSerializer.Deserialize<string[]>(Last("ENTRYPOINT")!)!,
            [
                ("PATH", Path),
                .. instructions.Where(instruction => instruction.Name == "ENV")
                    .SelectMany(instruction => instruction.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(pair => pair.Split('=', 2))
                    .Select(pair => (pair[0], pair[1].Replace("${PATH}", Path, StringComparison.Ordinal))),
            ],
            [
                .. instructions.Where(instruction => instruction.Name == "COPY")
                    .Select(instruction => instruction.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(words => (words[0]["--from=".Length..], System.IO.Path.GetFullPath(words[2], folder))),
            ]);

        string? Last(string name) => instructions.LastOrDefault(instruction => instruction.Name == name).Value;
    }

    private IEnumerable<(string Name, string Value)> Chain(string stage) =>
        stages.TryGetValue(stage, out var found) ? Chain(found.Base).Concat(found.Instructions) : [];
}

/// <summary>What a container starts with.</summary>
/// <param name="User">The user's number.</param>
/// <param name="Folder">The working folder.</param>
/// <param name="EntryPoint">The command.</param>
/// <param name="Environment">Variables.</param>
/// <param name="Copies">The stages that it has files from, and where it has them.</param>
internal sealed record ImageConfiguration(
    string User,
    string Folder,
    string[] EntryPoint,
    IReadOnlyList<(string Name, string Value)> Environment,
    IReadOnlyList<(string Stage, string To)> Copies);
