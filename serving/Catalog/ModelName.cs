using System.Text.RegularExpressions;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>
/// What a model may be called, the same in folders, queries, paths, headers, entity tags and metrics: nothing that any of them would have
/// to escape.
/// </summary>
internal static partial class ModelName
{
    /// <summary>The name of a default model whose folder has none.</summary>
    public const string Default = "default";

    /// <summary>Why a folder's model is not served.</summary>
    public const string Refusal =
        "A model is called as its folder is, and a name has 1 to 64 letters of ASCII, digits, dots, dashes and underscores. "
        + "Rename the folder.";

    /// <summary>The form of a name.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    public static partial Regex Form();

    /// <summary>Whether a folder's name is a model's.</summary>
    public static bool IsAllowed(string name) => Form().IsMatch(name);

    /// <summary>The name of a model of the operator's choice, wherever it lies.</summary>
    /// <param name="path">A folder or an .onnx file.</param>
    public static string Of(string path)
    {
        var name = Path.GetFileName(FolderOf(path));
        return IsAllowed(name) ? name : Default;
    }

    /// <summary>The folder that holds a model.</summary>
    /// <param name="path">That folder, or an .onnx file in it.</param>
    public static string FolderOf(string path)
    {
        var full = Path.GetFullPath(path);
        return Path.TrimEndingDirectorySeparator(Directory.Exists(full) ? full : Path.GetDirectoryName(full) ?? full);
    }
}
