using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gan.Onnx.Training.Networks.Lowerings;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// How many zeros surround a convolution's input. <c>same</c> and <c>valid</c> are TensorFlow's: SAME makes ⌈in / stride⌉
/// positions with max((out − 1)·stride + kernel − in, 0) zeros, the smaller half of them in front; VALID uses none.
/// A number is PyTorch's <c>padding</c>, on each side.
/// </summary>
/// <param name="Same">True for <c>same</c>.</param>
/// <param name="Zeros">Zeros on each side, if not <c>same</c>; 0 is <c>valid</c>.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct PaddingRule(bool Same, int Zeros)
{
    /// <summary>What the field takes, in words.</summary>
    public const string Expected = "same, valid or a whole number from 0 to 1024";

    private const int Most = 1024;

    /// <summary>The rule that a text or a number stands for; null for none.</summary>
    public static PaddingRule? Parse(string text) => text switch
    {
        "same" => new PaddingRule(true, 0),
        "valid" => new PaddingRule(false, 0),
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var zeros) && zeros <= Most
            ? new PaddingRule(false, zeros)
            : null,
    };

    /// <summary>The zeros for one axis of a convolution's input.</summary>
    public Padding For(long size, int kernel, int stride)
    {
        if (!Same)
        {
            return new Padding(Zeros, Zeros);
        }

        var total = Math.Max((((size + stride - 1) / stride) - 1) * stride + kernel - size, 0);
        return new Padding(total / 2, total - (total / 2));
    }

    /// <summary>The whole window over maps of a size.</summary>
    public Window Window(long height, long width, int kernel, int stride) =>
        new(kernel, stride, height, width, For(height, kernel, stride), For(width, kernel, stride));

    /// <inheritdoc/>
    public override string ToString() => Same ? "same" : Zeros == 0 ? "valid" : Zeros.ToString(CultureInfo.InvariantCulture);

    private sealed class Converter : JsonConverter<PaddingRule>
    {
        public override PaddingRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : reader.GetInt32().ToString(CultureInfo.InvariantCulture)) ?? throw new JsonException($"expected {Expected}");

        public override void Write(Utf8JsonWriter writer, PaddingRule value, JsonSerializerOptions options)
        {
            if (value is { Same: false, Zeros: > 0 })
            {
                writer.WriteNumberValue(value.Zeros);
            }
            else
            {
                writer.WriteStringValue(value.ToString());
            }
        }
    }
}
