using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Gan.Onnx.Training.Tests.Architecture;

/// <summary>The rooms of one assembly, which are its namespaces and so its folders, and what they import of one another.</summary>
internal sealed class Rooms
{
    // Names alone: what the loader has read of an assembly is large, and would be held as long as this is.
    private readonly string[] _rooms;
    private readonly (string From, string FromRoom, string To, string ToRoom)[] _imports;

    /// <param name="assembly">What is examined, as compiled.</param>
    public Rooms(System.Reflection.Assembly assembly)
    {
        IType[] types =
        [
            .. new ArchLoader().LoadAssembly(assembly).Build().Types
                .Where(type => type.Namespace is not null && IsWithin(type.Namespace.FullName, assembly.GetName().Name!)),
        ];
        _rooms = [.. types.Select(Room).Distinct().Order(StringComparer.Ordinal)];
        _imports =
        [
            .. types
                .SelectMany(type => type.Dependencies.Select(dependency => (From: type, To: dependency.Target)))
                .Where(pair => pair.To.Namespace is not null)
                .Select(pair => (pair.From.FullName, Room(pair.From), pair.To.FullName, Room(pair.To)))
                .Distinct(),
        ];
    }

    /// <summary>Namespaces that have types, without what compilers generate.</summary>
    public IEnumerable<string> Names => _rooms;

    /// <summary>What a room imports from one that comes later in the list: one line a pair of types, empty if all is well.</summary>
    /// <param name="order">Rooms from the ground up; each may import those before it.</param>
    public IEnumerable<string> Against(IReadOnlyList<string> order)
    {
        var floors = order.Select((room, floor) => (room, floor)).ToDictionary(pair => pair.room, pair => pair.floor);
        return _imports
            .Where(pair => floors.ContainsKey(pair.FromRoom) && floors.ContainsKey(pair.ToRoom))
            .Where(pair => floors[pair.FromRoom] < floors[pair.ToRoom])
            .Select(pair => $"{pair.From} must not use {pair.To}: '{pair.ToRoom}' lies above '{pair.FromRoom}'");
    }

    private static string Room(IType type) => type.Namespace.FullName;

    private static bool IsWithin(string room, string root) =>
        room == root || (room.StartsWith($"{root}.", StringComparison.Ordinal) && !room.EndsWith(".Protobuf", StringComparison.Ordinal));
}
