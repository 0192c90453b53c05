using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>
/// Reads a safetensors file. Opening checks the whole header against the file's length; tensors are then copied straight into the
/// caller's memory.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    /// <summary>The reference implementation's limit; keeps a garbage length field from asking for gigabytes.</summary>
    private const long HeaderLimit = 100_000_000;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly long _dataStart;
    private readonly Dictionary<string, SafetensorsTensor> _tensors;

    private SafetensorsReader(string path, SafeFileHandle file, long dataStart, SafetensorsHeader header)
    {
        _path = path;
        _file = file;
        _dataStart = dataStart;
        _tensors = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        Tensors = header.Tensors;
        Metadata = header.Metadata;
    }

    /// <summary>The tensors in the order they lie in the file.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The <c>__metadata__</c> strings; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="StorageException">The file is cut off, or its header is not valid.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafetensorsReader Open(string path)
    {
        var file = File.OpenHandle(path);
        try
        {
            var length = RandomAccess.GetLength(file);
            var header = ReadHeader(path, file, length, out var dataStart);
            var end = dataStart + (Int128)(header.Tensors.Count == 0 ? 0 : header.Tensors[^1].End);
            return length == end ? new SafetensorsReader(path, file, dataStart, header)
                : length < end ? throw StorageException.Truncated(path, "the last tensor", end, length)
                : throw StorageException.TrailingBytes(path, end, length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Copies a tensor whose type and shape are known beforehand, as when a checkpoint is restored.</summary>
    /// <typeparam name="T">double, long, float or byte.</typeparam>
    /// <exception cref="StorageException">There is no such tensor, or it has another type or shape.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> does not have exactly the shape's number of elements.</exception>
    public void CopyTo<T>(string name, IReadOnlyList<long> shape, Span<T> destination)
        where T : unmanaged
    {
        var tensor = Find<T>(name);
        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw StorageException.WrongShape(_path, name, $"[{string.Join(",", shape)}]", $"[{string.Join(",", tensor.Shape)}]");
        }

        Read(tensor, MemoryMarshal.AsBytes(destination));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static SafetensorsHeader ReadHeader(string path, SafeFileHandle file, long length, out long dataStart)
    {
        Span<byte> lengthField = stackalloc byte[sizeof(ulong)];
        if (length < lengthField.Length)
        {
            throw StorageException.TooShort(path, length);
        }

        Fill(path, file, lengthField, 0);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthField);
        if (headerLength > HeaderLimit)
        {
            throw StorageException.HeaderTooLong(path, headerLength, HeaderLimit);
        }

        dataStart = lengthField.Length + (long)headerLength;
        if (dataStart > length)
        {
            throw StorageException.Truncated(path, "the header", dataStart, length);
        }

        var json = new byte[headerLength];
        Fill(path, file, json, lengthField.Length);
        return SafetensorsHeader.Parse(path, json);
    }

    private static void Fill(string path, SafeFileHandle file, Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
            {
                throw StorageException.Truncated(path, "the data", offset + destination.Length, offset);
            }

            destination = destination[read..];
            offset += read;
        }
    }

    private SafetensorsTensor Find<T>(string name)
        where T : unmanaged
    {
        var tensor = _tensors.TryGetValue(name, out var found) ? found : throw StorageException.NoSuchTensor(_path, name, _tensors.Keys);
        var type = SafetensorsTypes.Of<T>();
        return tensor.Type == type ? tensor : throw StorageException.WrongType(_path, name, type, tensor.Type);
    }

    private void Read(SafetensorsTensor tensor, Span<byte> destination)
    {
        if (destination.Length != tensor.End - tensor.Begin)
        {
            throw new ArgumentException(
                $"{_path}: tensor '{tensor.Name}' has {tensor.End - tensor.Begin} bytes, the destination has {destination.Length}.");
        }

        Fill(_path, _file, destination, _dataStart + tensor.Begin);
    }
}
