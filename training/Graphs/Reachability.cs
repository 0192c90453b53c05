namespace Gan.Onnx.Graphs;

/// <summary>Which values a set of results is computed from.</summary>
public static class Reachability
{
    /// <summary>The results themselves and everything upstream of them.</summary>
    public static HashSet<Value> From(IEnumerable<Value> results)
    {
        var reached = new HashSet<Value>();
        var pending = new Stack<Value>(results);
        while (pending.TryPop(out var value))
        {
            if (reached.Add(value) && value.Producer is { } producer)
            {
                foreach (var input in producer.Inputs)
                {
                    pending.Push(input);
                }
            }
        }

        return reached;
    }
}
