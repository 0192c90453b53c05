using System.Text.Json.Nodes;

/// <summary>What is asked for, over and over.</summary>
/// <param name="Count">Images in an answer.</param>
/// <param name="Connections">Clients that each wait for their answer before they ask again.</param>
internal sealed record Scenario(int Count, int Connections)
{
    /// <summary>Says in a result, as tables.cs reads it, of which scenario it is.</summary>
    public void Describe(JsonObject result)
    {
        result["count"] = Count;
        result["connections"] = Connections;
    }

    /// <summary>As tables.cs reads it.</summary>
    public JsonNode ToJson()
    {
        var json = new JsonObject();
        Describe(json);
        return json;
    }
}

/// <summary>A server that runs already.</summary>
/// <param name="Name">Short, for tables.</param>
/// <param name="Process">Its process, whose CPU time is taken.</param>
/// <param name="Address">Such as http://127.0.0.1:8080.</param>
internal sealed record Contestant(string Name, string Process, string Address)
{
    /// <summary>Reads <c>NAME=PROCESS=ADDRESS</c>.</summary>
    public static Contestant Parse(string text) => text.Split('=') is [var name, var process, var address]
        ? new Contestant(name, process, address)
        : throw new FormatException($"expected NAME=PROCESS=ADDRESS, found '{text}'");

    /// <summary>Where it answers a scenario's requests.</summary>
    public string Url(Scenario scenario) => $"{Address}/digits?count={scenario.Count}";
}
