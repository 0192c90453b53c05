namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>A stored file is not what it should be. The message names the file, what was expected, what was found and the fix.</summary>
public sealed class StorageException : ToolException
{
    private StorageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal static StorageException TooShort(string path, long length) =>
        new($"{path}: a safetensors file starts with an 8-byte header length, this file has {length} bytes. Restore it or delete it.");

    internal static StorageException Truncated(string path, string part, Int128 expected, long found) =>
        new($"{path}: {part} should end at byte {expected}, the file has {found} bytes. It was cut off: restore it or delete it.");

    internal static StorageException HeaderTooLong(string path, ulong length, long limit) =>
        new($"{path}: the header may have up to {limit} bytes, its length field says {length}. This is not a safetensors file.");

    internal static StorageException BadHeader(string path, string problem, Exception? inner = null) =>
        new($"{path}: the safetensors header is not valid: {problem}. Restore the file or write it anew.", inner);

    internal static StorageException UnknownType(string path, string name, string type) =>
        new($"{path}: tensor '{name}' has type {type}; supported are {string.Join(", ", Enum.GetNames<SafetensorsType>())}.");

    internal static StorageException WrongSize(string path, string name, string shape, long expected, long found) =>
        new($"{path}: tensor '{name}' {shape} needs {expected} bytes, its data_offsets span {found}. Restore the file or write it anew.");

    internal static StorageException NotContiguous(string path, string name, long expected, long found) =>
        new(
            $"{path}: tensor '{name}' should start at data byte {expected}, its data_offsets say {found} (an overlap or a hole). "
            + "Restore the file or write it anew.");

    internal static StorageException TrailingBytes(string path, Int128 expected, long found) =>
        new($"{path}: the tensors end at byte {expected}, the file has {found} bytes. Restore the file or write it anew.");

    internal static StorageException NoSuchTensor(string path, string name, IEnumerable<string> names) =>
        new($"{path}: no tensor '{name}'. It holds: {string.Join(", ", names)}.");

    internal static StorageException WrongType(string path, string name, SafetensorsType expected, SafetensorsType found) =>
        new($"{path}: tensor '{name}' should have type {expected}, it has {found}. Was the file made by another preset or version?");

    internal static StorageException WrongShape(string path, string name, string expected, string found) =>
        new($"{path}: tensor '{name}' should have shape {expected}, it has {found}. Was the file made by another preset?");
}
