#!/usr/bin/env dotnet
#:property PublishAot=false
// Asks a server, or a proxy before servers, for the same seeded pictures until SIGTERM comes (or once each), and prints a line for each
// different answer: how often it came, status, X-Model-Version, ETag, SHA-256 of the body, path. An answer that breaks off, or none, has
// the status `lost`. "sending" on the error stream says that the first has come.
//   dotnet run scripts/replicas/load.cs ADDRESS [once]
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

const int Clients = 8;
const int Seeds = 16;
var pause = TimeSpan.FromMilliseconds(10);

if (args is not ([_] or [_, "once"]))
{
    Console.Error.WriteLine("usage: load.cs ADDRESS [once]");
    return 2;
}

using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
{
    BaseAddress = new Uri(args[0]),
    Timeout = TimeSpan.FromSeconds(30),
};
var answers = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);

async Task Ask(int seed)
{
    var path = $"/digits?count=4&seed={seed % Seeds}";
    var answer = await Answer(path);
    answers.AddOrUpdate($"{answer} {path}", 1, (_, count) => count + 1);
}

async Task<string> Answer(string path)
{
    try
    {
        using var response = await client.GetAsync(path);
        var body = await response.Content.ReadAsByteArrayAsync();
        var version = response.Headers.TryGetValues("X-Model-Version", out var values) ? values.First() : "none";
        var tag = response.Headers.ETag?.Tag ?? "none";
        return $"{(int)response.StatusCode} {version} {tag} {Convert.ToHexStringLower(SHA256.HashData(body))}";
    }
    catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
    {
        return $"lost none none {error.Message.Replace(' ', '_')}";
    }
}

if (args.Length == 2)
{
    await Task.WhenAll(Enumerable.Range(0, Seeds).Select(Ask));
}
else
{
    using var stop = new CancellationTokenSource();
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
    {
        signal.Cancel = true;
        stop.Cancel();
    });

    async Task Send(int first)
    {
        for (var seed = first; !stop.IsCancellationRequested; seed++)
        {
            await Ask(seed);
            await Task.Delay(pause);
        }
    }

    await Ask(0);
    await Console.Error.WriteLineAsync("sending");
    await Task.WhenAll(Enumerable.Range(0, Clients).Select(Send));
}

foreach (var (answer, count) in answers.OrderBy(answer => answer.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"{count} {answer}");
}

return 0;
