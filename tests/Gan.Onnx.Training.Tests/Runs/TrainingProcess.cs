using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>The program as the user starts it: a process of its own, with its own signals and exit code.</summary>
internal sealed partial class TrainingProcess : IDisposable
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _text = new();

    private TrainingProcess(IEnumerable<string> environment, IEnumerable<string> arguments)
    {
        // A test runner in the background hands an ignored Ctrl-C on to its children; env makes them listen again.
        string[] command =
        [
            "--default-signal", .. environment, Dotnet, Path.Combine(AppContext.BaseDirectory, "Gan.Onnx.Training.dll"), .. arguments,
        ];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("env", command) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>By its path, so that a test may take the PATH away.</summary>
    private static string Dotnet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    /// <summary>Starts the program.</summary>
    public static TrainingProcess Start(params string[] arguments) => new([], arguments);

    /// <summary>Starts the program with some environment variables of its own, each as NAME=value.</summary>
    public static TrainingProcess StartIn(IEnumerable<string> environment, params string[] arguments) => new(environment, arguments);

    /// <summary>Runs the program to its end, which must be a good one.</summary>
    public static void Run(params string[] arguments)
    {
        using var process = new TrainingProcess([], arguments);
        var (exitCode, text) = process.WaitForExit();
        Assert.True(exitCode == 0, $"{string.Join(' ', arguments)} ended with {exitCode}: {text}");
    }

    /// <summary>Waits for a checkpoint from the middle of training.</summary>
    public void WaitForProgress(RunFolder folder)
    {
        var waited = Stopwatch.StartNew();
        while (!File.Exists(Path.Combine(folder.Checkpoint, "state.json")) || Checkpoint.ReadState(folder.Checkpoint).Step == 0)
        {
            Assert.True(!_process.HasExited && waited.Elapsed < Patience, $"no checkpoint came: {Text()}");
            Thread.Sleep(10);
        }
    }

    public void Send(int signal) => Assert.Equal(0, Signal(_process.Id, signal));

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code (128 and the signal's number for a process that was killed), and both outputs.</returns>
    public (int ExitCode, string Text) WaitForExit()
    {
        Assert.True(_process.WaitForExit(Patience), $"the program does not end: {Text()}");
        _process.WaitForExit();
        return (_process.ExitCode, Text());
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

    private void Add(string? line)
    {
        lock (_text)
        {
            _text.AppendLine(line);
        }
    }

    /// <summary>Both outputs so far; more may arrive at any moment, on other threads.</summary>
    private string Text()
    {
        lock (_text)
        {
            return _text.ToString();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
