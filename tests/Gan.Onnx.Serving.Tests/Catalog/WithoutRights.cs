using System.Runtime.InteropServices;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>
/// A folder that may not be read for as long as this lives, by this thread, even where tests run as root, which needs no rights: on Linux
/// files are looked at with a user id of the thread's own. Others must be able to pass the folder's parents.
/// </summary>
internal sealed partial class WithoutRights : IDisposable
{
    private const uint Nobody = 65534;
    private const uint ForNobody = 0;
    private const uint ForItsOwner = 0x1C0;
    private const uint ForAllToRead = 0x1ED;
    private readonly string _folder;
    private readonly uint _user;

    public WithoutRights(string folder)
    {
        _folder = folder;
        Assert.Equal(0, SetMode(folder, ForNobody));
        _user = SetFileUser(Nobody);
    }

    /// <summary>Lets others than its owner read a folder.</summary>
    public static void LetOthersIn(string folder) => Assert.Equal(0, SetMode(folder, ForAllToRead));

    public void Dispose()
    {
        _ = SetFileUser(_user);
        Assert.Equal(0, SetMode(_folder, ForItsOwner));
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial uint SetFileUser(uint user);

    [LibraryImport("libc", EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetMode(string path, uint mode);
}
