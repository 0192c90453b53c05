using System.Text.Json.Nodes;

/// <summary>Drives a server with wrk, whose Lua script takes the CPU time over exactly the time that wrk sends requests.</summary>
/// <param name="report">The Lua script.</param>
/// <param name="core">Where the server runs.</param>
/// <param name="driver">Where wrk runs.</param>
internal sealed class Wrk(string report, string core, string driver)
{
    /// <summary>Asks for so many seconds.</summary>
    /// <exception cref="InvalidOperationException">A request broke, or an answer was not 200.</exception>
    public Served Run(Contestant contestant, Scenario scenario, int seconds)
    {
        string[] load = ["-t1", $"-c{scenario.Connections}", $"-d{seconds}s", "--timeout", "10s"];
        string[] arguments = [.. load, "-s", report, contestant.Url(scenario)];
        var measured = PinnedProcess.Run(driver, "wrk", arguments, ("SERVER", contestant.Process), ("CORE", core));
        var (answers, refused, broken) = ((long)measured["answers"]!, (long)measured["refused"]!, (long)measured["broken"]!);
        return refused + broken == 0 && answers > 0
            ? new Served(scenario, measured.AsObject())
            : throw new InvalidOperationException(
                $"{contestant.Name}, count {scenario.Count}: of {answers} answers {refused} were not 200, and {broken} requests broke");
    }
}

/// <summary>What a server did in one run of wrk.</summary>
/// <param name="scenario">What it was asked for.</param>
/// <param name="measured">What the Lua script printed.</param>
internal sealed class Served(Scenario scenario, JsonObject measured)
{
    private double Images => scenario.Count * Of("answers");

    /// <summary>Images in a second of wall time.</summary>
    public double ImagesPerSecond => Images / Of("seconds");

    /// <summary>The server's CPU time in a second of wall time.</summary>
    public double CoreShare => Of("cpuSeconds") / Of("seconds");

    /// <summary>As tables.cs reads it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        scenario.Describe(json);
        foreach (var (name, value) in measured)
        {
            json[name] = value!.DeepClone();
        }

        json["imagesPerSecond"] = ImagesPerSecond;
        json["imagesPerCpuSecond"] = Images / Of("cpuSeconds");
        json["coreShare"] = CoreShare;
        json["othersShare"] = Math.Max(0, Of("coreSeconds") - Of("cpuSeconds")) / Of("seconds");
        return json;
    }

    private double Of(string field) => (double)measured[field]!;
}
