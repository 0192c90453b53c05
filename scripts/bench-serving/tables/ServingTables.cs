using System.Text.Json.Nodes;

/// <summary>The benchmark's tables.</summary>
internal static class ServingTables
{
    private const string PerCpuSecond = "imagesPerCpuSecond";
    private const string PerSecond = "imagesPerSecond";
    private const string Median = "medianMs";

    /// <summary>Our server beside ONNX Runtime alone.</summary>
    public static string Efficiency(IEnumerable<Block> blocks) => Table.Of(
        [
            "preset", "count", "connections", "ONNX Runtime alone, images/CPU-s", "at batch", "served images/CPU-s", "E", "images/s",
            "median ms", "p99 ms", "p99 ÷ median", "server's share of its core",
        ],
        blocks.Select(IEnumerable<string> (block) =>
        [
            .. block.What,
            block.Of(Block.Alone, PerCpuSecond).InWords(0),
            string.Join(", ", block.Of(Block.Alone, "batch").Distinct().Order()),
            block.Of(Block.Here, PerCpuSecond).InWords(0),
            block.Ratio((Block.Here, PerCpuSecond), (Block.Alone, PerCpuSecond)).InWords(3),
            block.Of(Block.Here, PerSecond).InWords(0),
            block.Of(Block.Here, Median).InWords(2),
            block.Of(Block.Here, "p99Ms").InWords(2),
            block.Ratio((Block.Here, "p99Ms"), (Block.Here, Median)).InWords(2),
            Share(block, Block.Here),
        ]));

    /// <summary>
    /// Our server beside Node.js. Without the peer's 99th percentile: Node.js accepts one connection a turn of its event loop, so in a
    /// short run that shows how connections begin, not how requests fare.
    /// </summary>
    public static string BesidePeer(IEnumerable<Block> blocks) => Table.Of(
        [
            "preset", "count", "connections", "here, images/s", "Node.js, images/s", "ratio", "ratio by CPU time", "here, median ms",
            "Node.js, median ms", "Node.js's share of its core",
        ],
        blocks.Select(IEnumerable<string> (block) =>
        [
            .. block.What,
            block.Of(Block.Here, PerSecond).InWords(0),
            block.Of(Block.Peer, PerSecond).InWords(0),
            block.Ratio((Block.Here, PerSecond), (Block.Peer, PerSecond)).InWords(2),
            block.Ratio((Block.Here, PerCpuSecond), (Block.Peer, PerCpuSecond)).InWords(2),
            block.Of(Block.Here, Median).InWords(2),
            block.Of(Block.Peer, Median).InWords(2),
            Share(block, Block.Peer),
        ]));

    /// <summary>ONNX Runtime by batch, a row a model.</summary>
    public static string Alone(IReadOnlyList<JsonNode> results) => Table.Of(
        ["preset", .. results[0]["sweep"]!.AsArray().Select(entry => entry!["batch"]!.ToString())],
        results.Select(IEnumerable<string> (result) =>
        [
            $"`{result["preset"]}`",
            .. result["sweep"]!.AsArray().Select(entry => ((double)entry![PerCpuSecond]!).Fixed(0)),
        ]));

    private static string Share(Block block, string name)
    {
        double[] percent = [.. block.Of(name, "coreShare").Select(share => 100 * share)];
        return $"{percent.InWords(0)} %";
    }
}
