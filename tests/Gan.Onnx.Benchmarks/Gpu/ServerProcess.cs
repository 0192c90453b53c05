using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>The server's program, in a process of its own, on a free port.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ServerProcess(Process process) => _process = process;

    /// <summary>Asks it, with as many connections as there are requests at once.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1024 }) { Timeout = Patience };

    /// <summary>Starts <c>--server FILE --model DIR [--threads T]</c> on a device, and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message holds its log.</exception>
    public static async Task<ServerProcess> StartAsync(Arguments arguments, string device, params string[] settings)
    {
        var program = arguments.Optional("server") ?? throw new ArgumentException("--server FILE is needed: the server's program.");
        var model = $"--Model:Path={arguments.Text("model", "models/default")}";
        var start = new ProcessStartInfo(program, ["--urls", "http://127.0.0.1:0", $"--Device={device}", model, .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new ServerProcess(Process.Start(start)!);
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        DataReceivedEventHandler read = (_, line) =>
        {
            lock (server._log)
            {
                server._log.AppendLine(line.Data);
            }

            if (Address().Match(line.Data ?? "") is { Success: true } match)
            {
                listening.TrySetResult(new Uri(match.Value));
            }
        };
        server._process.OutputDataReceived += read;
        server._process.ErrorDataReceived += read;
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        var ended = server._process.WaitForExitAsync();
        if (await Task.WhenAny(listening.Task, ended, Task.Delay(Patience)) != listening.Task)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not start on {device}:\n{server.Log}");
        }

        server.Client.BaseAddress = await listening.Task;
        return server;
    }

    /// <summary>What it has written so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>An answer's status and body; 0 where the connection was refused or broke.</summary>
    public async Task<(HttpStatusCode Status, byte[] Body, bool HasRetryAfter)> AskAsync(string path)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
            return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.RetryAfter is not null);
        }
        catch (HttpRequestException)
        {
            return (0, [], false);
        }
    }

    /// <summary>SIGTERM, and the exit code; null where it did not end in time.</summary>
    public async Task<int?> TerminateAsync()
    {
        // The shell's own: bare systems have no program of that name.
        using var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync();
        var ended = _process.WaitForExitAsync();
        return await Task.WhenAny(ended, Task.Delay(Patience)) == ended ? _process.ExitCode : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Client.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*")]
    private static partial Regex Address();
}
