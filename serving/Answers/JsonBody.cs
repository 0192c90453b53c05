using System.Buffers;
using System.Text.Json;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>Pixels, labels and where they come from, as JSON.</summary>
/// <param name="Facts">Numbers that the document starts with, after the model, such as the seed.</param>
/// <param name="PerFrame">Images in a frame; 0 when there are no frames.</param>
/// <param name="First">The index of the first image.</param>
/// <param name="Invert">Every value into its opposite; black ink on white.</param>
/// <param name="IsOfDigits">
/// The form of the routes for digits, which are grey and whose labels are digits; the form for all images tells channels, labels and their
/// names.
/// </param>
internal sealed record JsonBody((string Name, ulong Value)[] Facts, int PerFrame, ulong First, bool Invert, bool IsOfDigits) : AnswerBody
{
    public override string ContentType => "application/json";

    public override void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination)
    {
        var generator = model.Generator;
        using var json = new Utf8JsonWriter(destination);
        json.WriteStartObject();
        json.WriteString("model", model.Name);
        json.WriteString("version", model.Version);
        foreach (var (name, value) in Facts)
        {
            json.WriteNumber(name, value);
        }

        json.WriteNumber("width", generator.ImageWidth);
        json.WriteNumber("height", generator.ImageHeight);
        if (!IsOfDigits)
        {
            json.WriteNumber("channels", generator.ImageChannels);
        }

        json.WriteStartArray("images");
        for (var i = 0; i < images.Count; i++)
        {
            json.WriteStartObject();
            if (PerFrame > 0)
            {
                json.WriteNumber("frame", i / PerFrame);
            }

            json.WriteNumber("index", First + (ulong)(PerFrame > 0 ? i % PerFrame : i));
            WriteLabel(json, generator.Manifest.Classes > 0 ? (int)images.Labels[i] : null, generator.Manifest.ClassNames);
            WritePixels(
                json,
                images.Pixels.Slice(i * generator.ImageValues, generator.ImageValues),
                generator.ImageWidth * generator.ImageChannels,
                generator.ImageChannels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private void WriteLabel(Utf8JsonWriter json, int? label, IReadOnlyList<string>? names)
    {
        json.WritePropertyName(IsOfDigits ? "digit" : "label");
        if (label is { } number)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }

        if (!IsOfDigits)
        {
            json.WriteString("name", label is { } known ? names?[known] : null);
        }
    }

    /// <summary>Rows of greys, or rows of colours that are lists of red, green and blue.</summary>
    private void WritePixels(Utf8JsonWriter json, ReadOnlySpan<byte> pixels, int rowLength, int channels)
    {
        json.WriteStartArray("pixels");
        for (; !pixels.IsEmpty; pixels = pixels[rowLength..])
        {
            if (channels == Picture.Grey)
            {
                WriteValues(json, pixels[..rowLength]);
                continue;
            }

            json.WriteStartArray();
            for (var x = 0; x < rowLength; x += channels)
            {
                WriteValues(json, pixels.Slice(x, channels));
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void WriteValues(Utf8JsonWriter json, ReadOnlySpan<byte> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteNumberValue(Ink.Of(value, Invert));
        }

        json.WriteEndArray();
    }
}
