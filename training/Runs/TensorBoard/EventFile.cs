using System.Buffers.Binary;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Runs.TensorBoard.Protobuf;
using Google.Protobuf;

namespace Gan.Onnx.Training.Runs.TensorBoard;

/// <summary>
/// A file of events, one record each (TensorFlow's TFRecord): length (8 bytes, little-endian), the length's checksum (4), the event,
/// its checksum (4). What a crash leaves is readable up to the record that it cut.
/// </summary>
internal static class EventFile
{
    private const int HeaderLength = 12;
    private const int ChecksumLength = 4;

    /// <summary>Adds events at the end, in one write; the file is made where there is none.</summary>
    public static void Append(string path, IEnumerable<Event> events)
    {
        using var records = new MemoryStream();
        Write(records, events);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Write(records.GetBuffer().AsSpan(0, (int)records.Length));
    }

    /// <summary>Replaces the file, atomically.</summary>
    public static void Replace(string path, IEnumerable<Event> events)
    {
        using var file = AtomicFile.Create(path);
        Write(file.Stream, events);
        file.Commit();
    }

    /// <summary>The events up to the end, or up to the first record that is cut off or damaged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="whole">Whether nothing was left out.</param>
    public static IReadOnlyList<Event> Read(string path, out bool whole)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        var events = new List<Event>();
        while (Record(bytes) is { Event: { } record, Length: var length })
        {
            events.Add(record);
            bytes = bytes[length..];
        }

        whole = bytes.IsEmpty;
        return events;
    }

    private static (Event? Event, int Length) Record(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength + ChecksumLength
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Crc32C.Masked(bytes[..8]))
        {
            return default;
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > (ulong)(bytes.Length - HeaderLength - ChecksumLength))
        {
            return default;
        }

        var data = bytes.Slice(HeaderLength, (int)length);
        var end = HeaderLength + data.Length;
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]) == Crc32C.Masked(data)
            ? (Event.Parser.ParseFrom(data), end + ChecksumLength)
            : default;
    }

    private static void Write(Stream stream, IEnumerable<Event> events)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Span<byte> checksum = stackalloc byte[ChecksumLength];
        foreach (var data in events.Select(written => written.ToByteArray()))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)data.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Crc32C.Masked(header[..8]));
            BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32C.Masked(data));
            stream.Write(header);
            stream.Write(data);
            stream.Write(checksum);
        }
    }
}
