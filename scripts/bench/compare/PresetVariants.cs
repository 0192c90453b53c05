using System.Text.Json.Nodes;

/// <summary>Presets as the benchmark varies them: another batch, wider networks.</summary>
internal static class PresetVariants
{
    private const string Output = "out";

    /// <summary>The same preset with another batch.</summary>
    public static JsonNode WithBatch(this JsonNode preset, int batch)
    {
        var varied = preset.DeepClone();
        varied["data"]!["batch"] = batch;
        return varied;
    }

    /// <summary>So many times as many channels and features between the layers; what enters and leaves a network stays.</summary>
    public static JsonNode Widened(this JsonNode preset, int times)
    {
        var varied = preset.DeepClone();
        foreach (var network in new[] { "generator", "discriminator" })
        {
            JsonObject[] layers = [.. varied[network]!["layers"]!.AsArray().Select(layer => layer!.AsObject())];
            var last = layers.Last(layer => layer.ContainsKey(Output));
            var factor = 1;
            foreach (var layer in layers)
            {
                foreach (var field in new[] { "in", "features", "channels" })
                {
                    Multiply(layer, field, factor);
                }

                if (layer.ContainsKey(Output))
                {
                    factor = layer == last ? 1 : times;
                    Multiply(layer, Output, factor);
                }
            }
        }

        return varied;
    }

    private static void Multiply(JsonObject layer, string field, int factor)
    {
        if (layer[field] is { } value)
        {
            layer[field] = (int)value * factor;
        }
    }
}
