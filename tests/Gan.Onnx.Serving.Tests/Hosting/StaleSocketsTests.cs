using System.Diagnostics;
using System.Net.Sockets;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>What lies where a server is to open its Unix socket.</summary>
public sealed class StaleSocketsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gan").FullName;

    private string Place => Path.Combine(_folder, "s");

    /// <summary>Where this process puts it while it asks once more.</summary>
    private string Aside => $"{Place}.{Environment.ProcessId}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_socket_that_a_killed_server_left_is_removed()
    {
        LeaveBehind(Place);

        Assert.True(File.Exists(Place));
        StaleSockets.Remove([Place]);

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_server_that_listens_is_not_displaced()
    {
        using var live = Listen(Place);

        var error = Assert.Throws<StartupException>(() => StaleSockets.Remove([Place]));

        Assert.Contains($"The server cannot listen at http://unix:{Place}: address already in use.", error.Message);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Place));
        Assert.Equal([Place], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_file_that_is_no_socket_stays()
    {
        File.WriteAllText(Place, "precious");

        var error = Assert.Throws<StartupException>(() => StaleSockets.Remove([Place]));

        Assert.Contains("there is a file of this name that is no socket", error.Message);
        Assert.Equal("precious", File.ReadAllText(Place));
    }

    [Fact]
    public void Where_nothing_lies_nothing_is_done()
    {
        StaleSockets.Remove([Place]);

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_socket_whose_path_is_too_long_to_be_moved_aside_is_removed_too()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, new string('d', 100 - _folder.Length))).FullName;
        var place = Path.Combine(folder, new string('s', 106 - folder.Length));
        Assert.Equal(107, place.Length);
        using (var killed = Listen(Path.Combine(folder, "k")))
        {
            File.Move(Path.Combine(folder, "k"), place);
        }

        StaleSockets.Remove([place]);

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_server_that_listens_is_not_displaced_where_the_path_is_too_long_to_be_moved_aside()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, new string('d', 100 - _folder.Length))).FullName;
        var place = Path.Combine(folder, new string('s', 106 - folder.Length));
        using var live = Listen(place);

        Assert.Throws<StartupException>(() => StaleSockets.Remove([place]));

        Assert.Equal([place], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void What_an_earlier_process_of_the_same_number_left_aside_is_in_nobodys_way()
    {
        LeaveBehind(Place);
        LeaveBehind(Aside);

        StaleSockets.Remove([Place]);

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_socket_that_cannot_be_moved_aside_is_refused_with_the_reason()
    {
        LeaveBehind(Place);
        Directory.CreateDirectory(Aside);

        var error = Assert.Throws<StartupException>(() => StaleSockets.Remove([Place]));

        Assert.Contains($"http://unix:{Place}: it cannot be removed: ", error.Message);
        Assert.True(File.Exists(Place));
    }

    [Fact]
    public void A_socket_of_another_kind_stays()
    {
        using var other = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(Place));

        var error = Assert.Throws<StartupException>(() => StaleSockets.Remove([Place]));

        Assert.Contains($"http://unix:{Place}: the socket there cannot be used: ", error.Message);
        Assert.True(File.Exists(Place));
    }

    [Fact]
    public void A_pipe_is_no_socket_and_stays()
    {
        using (var make = Process.Start("mkfifo", [Place]))
        {
            make.WaitForExit();
            Assert.Equal(0, make.ExitCode);
        }

        var error = Assert.Throws<StartupException>(() => StaleSockets.Remove([Place]));

        Assert.Contains("there is a file of this name that is no socket", error.Message);
        Assert.True(File.Exists(Place));
    }

    [Fact]
    public void Of_several_paths_each_is_looked_at()
    {
        LeaveBehind(Place);
        using var live = Listen(Place + ".live");

        Assert.Throws<StartupException>(() => StaleSockets.Remove([Place, Place + ".live"]));
        Assert.Equal([Place + ".live"], Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>What a killed server leaves: the framework removes a socket that is closed where it was opened.</summary>
    private static void LeaveBehind(string path)
    {
        using var killed = Listen(path + ".killed");
        File.Move(path + ".killed", path);
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }
}
