#!/usr/bin/env dotnet
#:property PublishAot=false
#:property Sources=drive/*.cs
// Drives a server with mixed requests and watches its memory. Started by scripts/soak.sh.
//   dotnet run scripts/soak/drive.cs ADDRESS PID MINUTES RELOADS MODEL_DIR OTHER_MODEL_DIR
// With RELOADS above 0 the model in MODEL_DIR, the folder that the server watches, is exchanged for the one in OTHER_MODEL_DIR and
// back, so many times. Exit code 1 on any failure; ends with `1 passed, 0 failed` or `0 passed, 1 failed`.
using System.Diagnostics;
using System.Globalization;

const int Workers = 8;
// Before the minutes that count: buffers, pools and compiled code come into being with the load, and would pass for a leak.
const double WarmUpSeconds = 20;
var sampling = TimeSpan.FromSeconds(1);

if (args is not [var address, var pid, var minutes, var reloads, var served, var other])
{
    Console.Error.WriteLine("usage: drive.cs ADDRESS PID MINUTES RELOADS MODEL_DIR OTHER_MODEL_DIR");
    return 2;
}

var seconds = 60 * double.Parse(minutes, CultureInfo.InvariantCulture);
var memory = new ResidentMemory(pid);
var failures = new List<string>();

using var load = new Load(address);
await load.LearnFormats();
await load.Most(Workers);
var start = Stopwatch.GetTimestamp();
double Elapsed() => Stopwatch.GetElapsedTime(start).TotalSeconds - WarmUpSeconds;
bool Running() => Elapsed() < seconds;

async Task Sample()
{
    for (; Running(); await Task.Delay(sampling))
    {
        if (Elapsed() is >= 0 and var now)
        {
            memory.Sample(now);
        }
    }
}

async Task Exchange(int times)
{
    try
    {
        var exchange = new ModelExchange(address, pid, served, other);
        Console.WriteLine(await exchange.Run(times, WarmUpSeconds + seconds));
    }
    catch (Exception error) when (error is SoakException or HttpRequestException or IOException)
    {
        failures.Add(error.Message);
    }
}

List<Task> work = [Sample(), .. Enumerable.Range(1, Workers).Select(worker => Task.Run(() => load.Run((uint)worker, Running)))];
if (int.Parse(reloads, CultureInfo.InvariantCulture) is > 0 and var times)
{
    work.Add(Exchange(times));
}

try
{
    // The first that breaks ends it all: a server that is gone would only give errors until the time is up.
    await foreach (var done in Task.WhenEach(work))
    {
        await done;
    }
}
catch (Exception error) when (error is SoakException or IOException)
{
    failures.Add(error.Message);
}

Console.WriteLine(load.Describe());
failures.AddRange(load.Failures());
var (flat, text) = memory.Verdict(seconds);
Console.WriteLine(text);
if (!flat)
{
    failures.Add("memory is not flat");
}

foreach (var failure in failures)
{
    Console.WriteLine($"FAILED  {failure}");
}

Console.WriteLine(failures.Count == 0 ? "1 passed, 0 failed" : "0 passed, 1 failed");
return failures.Count == 0 ? 0 : 1;
