using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Gan.Onnx.Training.Artifacts.Checkpoints;

/// <summary>
/// A table of a flatbuffer, read with a check of every offset. (Google.FlatBuffers' own verifier takes distances of more than 32 KB
/// for damage, and its accessors check nothing that leads back into the file.)
/// </summary>
internal readonly struct FlatTable
{
    private readonly FlatFile _file;
    private readonly int _place;
    private readonly int _fields;

    /// <summary>The table at a place of the file.</summary>
    /// <exception cref="ArtifactException">It leads outside.</exception>
    public FlatTable(FlatFile file, int place)
    {
        (_file, _place) = (file, place);
        var fields = place - (long)file.Read<int>(place);
        file.Span(fields, sizeof(ushort));
        _fields = (int)fields;
        file.Span(fields, file.Read<ushort>(_fields));
    }

    /// <summary>A number; its default where the field is absent.</summary>
    public T Number<T>(int slot)
        where T : unmanaged => Find(slot) is { } place ? _file.Read<T>(place) : default;

    /// <summary>A text; null where the field is absent.</summary>
    public string? Text(int slot) => Find(slot) is { } place ? Encoding.UTF8.GetString(_file.Vector<byte>(_file.Follow(place))) : null;

    /// <summary>A list of numbers; empty where the field is absent.</summary>
    public T[] Numbers<T>(int slot)
        where T : unmanaged => Find(slot) is { } place ? MemoryMarshal.Cast<byte, T>(_file.Vector<T>(_file.Follow(place))).ToArray() : [];

    /// <summary>A table; null where the field is absent.</summary>
    public FlatTable? Table(int slot) => Find(slot) is { } place ? new FlatTable(_file, _file.Follow(place)) : null;

    /// <summary>A list of tables; null where the field is absent.</summary>
    public IReadOnlyList<FlatTable>? Tables(int slot)
    {
        if (Find(slot) is not { } place)
        {
            return null;
        }

        var (file, vector) = (_file, _file.Follow(place));
        var count = file.Vector<int>(vector).Length / sizeof(int);
        return [.. Enumerable.Range(0, count).Select(i => new FlatTable(file, file.Follow(vector + (sizeof(int) * (1 + i)))))];
    }

    private int? Find(int slot)
    {
        const int Header = 2 * sizeof(ushort);
        var entry = Header + (slot * sizeof(ushort));
        var offset = entry < _file.Read<ushort>(_fields) ? _file.Read<ushort>(_fields + entry) : 0;
        return offset == 0 ? null : _place + offset;
    }
}

/// <summary>The bytes of a flatbuffer.</summary>
/// <param name="path">What messages call the file.</param>
/// <param name="bytes">Its content.</param>
internal sealed class FlatFile(string path, byte[] bytes)
{
    /// <summary>Bytes at a place.</summary>
    /// <exception cref="ArtifactException">They are not all there.</exception>
    public ReadOnlySpan<byte> Span(long place, long length) => place >= 0 && length >= 0 && place + length <= bytes.Length
        ? bytes.AsSpan((int)place, (int)length)
        : throw ArtifactException.Broken(
            path,
            ArtifactRule.CheckpointFormat,
            $"an offset leads to byte {place}, and the file has {bytes.Length}. It is damaged");

    /// <summary>A number at a place.</summary>
    public T Read<T>(int place)
        where T : unmanaged => MemoryMarshal.Read<T>(Span(place, Unsafe.SizeOf<T>()));

    /// <summary>Where the offset at a place leads.</summary>
    public int Follow(int place)
    {
        var target = place + (long)Read<uint>(place);
        Span(target, sizeof(int));
        return (int)target;
    }

    /// <summary>The bytes of a vector's elements.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    public ReadOnlySpan<byte> Vector<T>(int place)
        where T : unmanaged => Span(place + sizeof(int), Read<uint>(place) * (long)Unsafe.SizeOf<T>());
}
