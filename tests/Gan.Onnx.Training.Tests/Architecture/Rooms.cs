using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Gan.Onnx.Training.Tests.Architecture;

/// <summary>The rooms of one assembly, which are its namespaces and so its folders, and what they import of one another.</summary>
/// <param name="assembly">What is examined, as compiled.</param>
internal sealed class Rooms(System.Reflection.Assembly assembly)
{
    private readonly List<IType> _types =
    [
        .. new ArchLoader().LoadAssembly(assembly).Build().Types
            .Where(type => type.Namespace is not null && IsWithin(type.Namespace.FullName, assembly.GetName().Name!)),
    ];

    /// <summary>Namespaces that have types, without what compilers generate.</summary>
    public IEnumerable<string> Names => _types.Select(Room).Distinct().Order(StringComparer.Ordinal);

    /// <summary>What a room imports from one that comes later in the list: one line a pair of types, empty if all is well.</summary>
    /// <param name="order">Rooms from the ground up; each may import those before it.</param>
    public IEnumerable<string> Against(IReadOnlyList<string> order)
    {
        var floors = order.Select((room, floor) => (room, floor)).ToDictionary(pair => pair.room, pair => pair.floor);
        return _types
            .SelectMany(type => type.Dependencies.Select(dependency => (From: type, To: dependency.Target)))
            .Where(pair => pair.To.Namespace is not null && floors.ContainsKey(Room(pair.From)) && floors.ContainsKey(Room(pair.To)))
            .Where(pair => floors[Room(pair.From)] < floors[Room(pair.To)])
            .Select(pair => $"{pair.From.FullName} must not use {pair.To.FullName}: '{Room(pair.To)}' lies above '{Room(pair.From)}'")
            .Distinct();
    }

    private static string Room(IType type) => type.Namespace.FullName;

    private static bool IsWithin(string room, string root) =>
        room == root || (room.StartsWith($"{root}.", StringComparison.Ordinal) && !room.EndsWith(".Protobuf", StringComparison.Ordinal));
}
