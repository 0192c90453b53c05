using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Answers;

/// <summary>Greys as a NumPy array: uint8 [count, height, width] (NumPy enhancement proposal 1, version 1.0).</summary>
/// <param name="Invert">Black ink on white.</param>
internal sealed record NpyBody(bool Invert) : AnswerBody
{
    private const int Alignment = 64;
    private const int Preamble = 10;

    public override string ContentType => "application/x-npy";

    public override void Write(ServedModel model, ImageJob images, IBufferWriter<byte> destination)
    {
        string header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({images.Count}, {model.Generator.ImageHeight}, {model.Generator.ImageWidth}), }}";
        int start = (Preamble + header.Length + Alignment) / Alignment * Alignment;
        Span<byte> file = destination.GetSpan(start + images.Greys.Length)[..(start + images.Greys.Length)];
        "NUMPY"u8.CopyTo(file[1..]);
        file[0] = 0x93;
        file[6] = 1;
        file[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(file[8..], (ushort)(start - Preamble));
        file[Preamble..start].Fill((byte)' ');
        Encoding.ASCII.GetBytes(header, file[Preamble..]);
        file[start - 1] = (byte)'\n';
        images.Greys.CopyTo(file[start..]);
        if (Invert)
        {
            Ink.Invert(file[start..]);
        }

        destination.Advance(file.Length);
    }
}
