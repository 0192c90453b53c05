using System.Buffers;
using System.Text.Json;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>Greys, labels and where they come from, as JSON.</summary>
/// <param name="Facts">Numbers that the document starts with, after the model, such as the seed.</param>
/// <param name="PerFrame">Images in a frame; 0 when there are no frames.</param>
/// <param name="First">The index of the first image.</param>
/// <param name="Invert">Black ink on white.</param>
internal sealed record JsonBody((string Name, ulong Value)[] Facts, int PerFrame, ulong First, bool Invert) : AnswerBody
{
    public override string ContentType => "application/json";

    public override void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination)
    {
        using var json = new Utf8JsonWriter(destination);
        json.WriteStartObject();
        json.WriteString("model", model.Name);
        json.WriteString("version", model.Version);
        foreach (var (name, value) in Facts)
        {
            json.WriteNumber(name, value);
        }

        json.WriteNumber("width", model.Generator.ImageWidth);
        json.WriteNumber("height", model.Generator.ImageHeight);
        json.WriteStartArray("images");
        for (var i = 0; i < images.Count; i++)
        {
            json.WriteStartObject();
            if (PerFrame > 0)
            {
                json.WriteNumber("frame", i / PerFrame);
            }

            json.WriteNumber("index", First + (ulong)(PerFrame > 0 ? i % PerFrame : i));
            if (model.Generator.Manifest.Classes > 0)
            {
                json.WriteNumber("digit", images.Labels[i]);
            }
            else
            {
                json.WriteNull("digit");
            }

            WritePixels(json, images.Greys.Slice(i * model.Generator.ImageArea, model.Generator.ImageArea), model.Generator.ImageWidth);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private void WritePixels(Utf8JsonWriter json, ReadOnlySpan<byte> greys, int width)
    {
        json.WriteStartArray("pixels");
        for (; !greys.IsEmpty; greys = greys[width..])
        {
            json.WriteStartArray();
            foreach (var grey in greys[..width])
            {
                json.WriteNumberValue(Ink.Of(grey, Invert));
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
