namespace Gan.Onnx.Generation.Files;

/// <summary>
/// Files compiled into a program or library, each found beside the code that needs it: in the folder of a type's namespace.
/// </summary>
internal static class EmbeddedResource
{
    /// <summary>A whole file.</summary>
    /// <param name="beside">A type of the same folder.</param>
    /// <param name="name">The file's name, with its extension.</param>
    /// <exception cref="InvalidOperationException">The program was built without it.</exception>
    public static byte[] Bytes(Type beside, string name)
    {
        using var stream = Open(beside, name);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>A whole text file in UTF-8.</summary>
    /// <inheritdoc cref="Bytes"/>
    public static string Text(Type beside, string name)
    {
        using var reader = new StreamReader(Open(beside, name));
        return reader.ReadToEnd();
    }

    /// <summary>Names of the files beside a type, in alphabetical order.</summary>
    /// <param name="beside">A type of the same folder.</param>
    /// <param name="extension">What the names end in; it is left out.</param>
    public static IReadOnlyList<string> Names(Type beside, string extension)
    {
        var folder = Folder(beside);
        return
        [
            .. beside.Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(extension, StringComparison.Ordinal))
                .Select(name => name[folder.Length..^extension.Length])
                .Order(StringComparer.Ordinal),
        ];
    }

    private static Stream Open(Type beside, string name) => beside.Assembly.GetManifestResourceStream(Folder(beside) + name)
        ?? throw new InvalidOperationException($"The program was built without its resource {Folder(beside)}{name}.");

    private static string Folder(Type beside) => beside.Namespace + ".";
}
