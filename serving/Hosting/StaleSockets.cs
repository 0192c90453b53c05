using System.Net.Sockets;
using System.Runtime.InteropServices;
using Gan.Onnx.Serving.Settings;
using Microsoft.Win32.SafeHandles;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>Removes the socket file that a killed server left behind, which would keep the next one from listening.</summary>
internal static partial class StaleSockets
{
    private const int NonBlocking = 0x800;
    private const int NoSuchDevice = 6;

    /// <summary>Removes those of several paths that nobody listens at.</summary>
    /// <exception cref="StartupException">Somebody listens, or it is no socket.</exception>
    public static void Remove(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            Remove(path);
        }
    }

    /// <summary>
    /// Removes a Unix socket that nobody listens at. It is moved aside and asked once more first, so that a server that is just starting
    /// at the same path is not displaced.
    /// </summary>
    /// <exception cref="StartupException">Somebody listens, or it is no socket.</exception>
    public static void Remove(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        RequireNobody(path, path);
        var aside = $"{path}.{Environment.ProcessId}";
        try
        {
            File.Move(path, aside, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another one that is starting was faster.
            return;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refusal(path, $"it cannot be removed: {exception.Message}");
        }

        try
        {
            RequireNobody(path, aside);
        }
        catch (StartupException)
        {
            File.Move(aside, path, overwrite: true);
            throw;
        }

        File.Delete(aside);
    }

    private static void RequireNobody(string path, string place)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            client.Connect(new UnixDomainSocketEndPoint(place));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // A file that is no socket refuses connections, too, and is told from one by Linux's numbers.
            if (!OperatingSystem.IsLinux())
            {
                throw Refusal(path, "there is a file of this name, at which nobody listens. Remove it, or choose another path.");
            }

            if (!IsSocket(place))
            {
                throw Refusal(path, "there is a file of this name that is no socket. Remove it, or choose another path.");
            }

            return;
        }
        catch (SocketException) when (!File.Exists(place))
        {
            // Another server that is starting moved it aside.
            return;
        }
        catch (SocketException exception)
        {
            throw Refusal(path, $"the socket there cannot be used: {exception.Message}.");
        }
        catch (ArgumentOutOfRangeException)
        {
            // The path is so long that it cannot be asked aside; it was asked in its place.
            return;
        }

        throw Refusal(path, "address already in use. Stop the other program, or choose another path.");
    }

    /// <summary>A socket is what can be connected to, but not opened.</summary>
    private static bool IsSocket(string path)
    {
        var file = Open(path, NonBlocking);
        if (file < 0)
        {
            return Marshal.GetLastPInvokeError() == NoSuchDevice;
        }

        new SafeFileHandle(file, ownsHandle: true).Dispose();
        return false;
    }

    private static StartupException Refusal(string path, string reason) =>
        StartupException.CannotListen([$"http://unix:{path}"], reason);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
