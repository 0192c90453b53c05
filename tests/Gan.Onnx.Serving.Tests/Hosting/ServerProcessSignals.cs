using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <content>Ways to start and to signal a server that only tests of its operation need.</content>
internal sealed partial class ServerProcess
{
    private const int SigHup = 1;

    /// <summary>The id of its process.</summary>
    public int Id => _process.Id;

    /// <summary>Where it listens.</summary>
    public Uri Address => _address.Task.GetAwaiter().GetResult();

    /// <summary>Starts a server and waits for nothing.</summary>
    public static ServerProcess Begin(params string[] settings) => new(settings, null);

    /// <summary>Waits until it listens.</summary>
    public Task ListensAsync() => _address.Task.WaitAsync(Patience);

    /// <summary>
    /// Starts a server on a free port with further settings, such as <c>--Models:PollSeconds=0</c>, and waits until it listens.
    /// </summary>
    public static async Task<(ServerProcess Server, Uri Address)> StartWithAsync(params string[] settings)
    {
        var server = new ServerProcess([.. settings, "--urls", "http://127.0.0.1:0"], null);
        return (server, await server._address.Task.WaitAsync(Patience));
    }

    /// <summary>Starts a server as it is, without an address, and waits until it listens.</summary>
    /// <param name="before">What <c>env</c> is given before the program: variables, or a command that starts it.</param>
    /// <param name="settings">On the command line.</param>
    public static async Task<ServerProcess> StartAsItIsAsync(string[] before, params string[] settings)
    {
        var server = new ServerProcess(settings, null, before);
        await server._address.Task.WaitAsync(Patience);
        return server;
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="before">As above.</param>
    /// <param name="arguments">Of the program.</param>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsItIsAsync(string[] before, params string[] arguments)
    {
        using var server = new ServerProcess(arguments, null, before);
        var error = await server._process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        return (await server.ExitAsync(), server.Output, error);
    }

    /// <summary>Ends it at once, as the system does that has no memory left.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Starts a server whose output goes to a file or device, and waits until it answers.</summary>
    /// <param name="output">Null for a pipe that nobody reads.</param>
    /// <param name="settings">On the command line.</param>
    public static async Task<(Process Server, Uri Address)> StartWithOutputToAsync(string? output, params string[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] program = [Path.Combine(AppContext.BaseDirectory, "Gan.Onnx.Serving.dll"), .. settings, "--urls", address.ToString()];
        var start = output is null
            ? new ProcessStartInfo("dotnet", program) { RedirectStandardOutput = true }
            : new ProcessStartInfo("sh", ["-c", "output=$1; shift; exec dotnet \"$@\" > \"$output\"", "sh", output, .. program]);
        AsInOperation(start);
        var server = Process.Start(start)!;
        using var client = new HttpClient { BaseAddress = address };
        await Eventually.IsAsync(() => IsReadyAsync(client), isReady => isReady || server.HasExited);
        return (server, address);
    }

    /// <summary>Has it look at its model files.</summary>
    public void HangUp() => Assert.Equal(0, Signal(_process.Id, SigHup));

    /// <summary>Ends a process that was started without one of these objects.</summary>
    public static void Terminate(Process process) => Assert.Equal(0, Signal(process.Id, SigTerm));

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/healthz/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
