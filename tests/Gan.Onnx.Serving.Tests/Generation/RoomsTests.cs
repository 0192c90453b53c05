using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Gan.Onnx.Serving.Tests.Generation;

public partial class RoomsTests
{
    /// <summary>The library's rooms, and those that each may use.</summary>
    private static readonly Dictionary<string, string[]> Floors = new()
    {
        ["Text"] = [],
        ["Files"] = [],
        ["Random"] = [],
        ["Latents"] = ["Random"],
        ["Models"] = ["Files", "Latents", "Random"],
        ["Pictures"] = ["Files"],
    };

    [Fact]
    public void Imports_between_the_rooms_of_the_library_go_one_way()
    {
        string[] rooms = [.. Directory.GetDirectories(Library()).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj"))];

        Assert.Equal(Floors.Keys.Order(), rooms.Order());
        Assert.All(rooms, room => Assert.Equal(Floors[room], UsedBy(room)));
    }

    /// <summary>The other rooms that a room's files name, in alphabetical order.</summary>
    private static string[] UsedBy(string room) =>
    [
        .. Directory.GetFiles(Path.Combine(Library(), room), "*.cs")
            .SelectMany(file => Name().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Where(other => other != room)
            .Distinct()
            .Order(),
    ];

    [GeneratedRegex(@"Gan\.Onnx\.Generation\.(\w+)")]
    private static partial Regex Name();

    private static string Library([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "serving", "Generation"));
}
