using System.Runtime.InteropServices;
using System.Text;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>A folder whose name is not UTF-8: it is listed, but nothing is found under the name that it is listed with.</summary>
internal sealed partial class OddlyNamedFolder : IDisposable
{
    private const uint ForItsOwner = 0x1C0;
    private readonly byte[] _path;

    public OddlyNamedFolder(string parent)
    {
        _path = [.. Encoding.UTF8.GetBytes(parent), (byte)'/', 0xFF, 0];
        Assert.Equal(0, MakeFolder(_path, ForItsOwner));
    }

    public void Dispose() => Assert.Equal(0, RemoveFolder(_path));

    [LibraryImport("libc", EntryPoint = "mkdir")]
    private static partial int MakeFolder(byte[] path, uint mode);

    [LibraryImport("libc", EntryPoint = "rmdir")]
    private static partial int RemoveFolder(byte[] path);
}
