using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>The program as the operator starts it: a process of its own, with its own sockets, signals and exit code.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="arguments">Of the program.</param>
    /// <param name="workingDirectory">Null for the program's own.</param>
    /// <param name="before">What <c>env</c> is given before the program: variables, or a command that starts it.</param>
    private ServerProcess(string[] arguments, string? workingDirectory, string[]? before = null)
    {
        // Tests that run under nohup would hand its deafness to SIGHUP down to the server.
        var start = new ProcessStartInfo(
            "env",
            [
                "--default-signal=HUP", .. before ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, "Gan.Onnx.Serving.dll"),
                .. arguments,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? AppContext.BaseDirectory,
        };
        AsInOperation(start);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => ReadOutput(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a server on a free port and waits until it listens.</summary>
    public static async Task<(ServerProcess Server, Uri Address)> StartAsync(
        string modelPath, string? workingDirectory = null, params string[] settings)
    {
        var server = new ServerProcess([$"--Model:Path={modelPath}", "--urls", "http://127.0.0.1:0", .. settings], workingDirectory);
        return (server, await server._address.Task.WaitAsync(Patience));
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var server = new ServerProcess(arguments, null);
        var error = await server._process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        return (await server.ExitAsync(), server.Output, error);
    }

    public void Terminate() => Assert.Equal(0, Signal(_process.Id, SigTerm));

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <summary>Takes back what is for this process alone.</summary>
    private static void AsInOperation(ProcessStartInfo start) => start.Environment.Remove(NoInlineSockets.Variable);

    private void ReadOutput(string? line)
    {
        const string Listening = "Now listening on: ";
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException($"The server ended before it listened: {Output}"));
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        var start = line.IndexOf(Listening, StringComparison.Ordinal);
        if (start >= 0)
        {
            _address.TrySetResult(new Uri(line[(start + Listening.Length)..]));
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
