using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// Animated 8-bit PNG, greyscale or RGB, that starts anew when it is over (PNG specification, third edition, section 11.3.6: acTL, fcTL,
/// fdAT).
/// Programs that know no animation show the first frame. Safe for use from several threads at once.
/// </summary>
/// <param name="level">The effort of zlib.</param>
public sealed class AnimatedPng(CompressionLevel level)
{
    private const ushort Second = 1000;

    /// <summary>Appends one complete file to <paramref name="destination"/>.</summary>
    /// <param name="frames">At least one, all of one size and of the same channels.</param>
    /// <param name="delayMilliseconds">How long each frame is shown.</param>
    /// <param name="destination">Where the file goes.</param>
    public void Encode(IReadOnlyList<Picture> frames, ushort delayMilliseconds, IBufferWriter<byte> destination)
    {
        if (frames.Count == 0
            || frames.Any(frame => (frame.Width, frame.Height, frame.Channels) != (frames[0].Width, frames[0].Height, frames[0].Channels)))
        {
            throw new ArgumentException(
                $"An animation needs frames of one size and kind, at least one; there are {frames.Count}.", nameof(frames));
        }

        PngChunks.WriteStart(destination, frames[0]);
        Span<byte> control = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(control, frames.Count);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], 0); // plays without end
        PngChunks.Write(destination, "acTL"u8, control);

        // Frame controls and frames but the first count as one sequence.
        var sequence = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            WriteControl(destination, sequence++, frames[i], delayMilliseconds);
            if (i == 0)
            {
                PngChunks.Write(destination, "IDAT"u8, PngChunks.Compress(frames[0], level));
                continue;
            }

            var data = PngChunks.Compress(frames[i], level, reserved: 4);
            BinaryPrimitives.WriteInt32BigEndian(data, sequence++);
            PngChunks.Write(destination, "fdAT"u8, data);
        }

        PngChunks.WriteEnd(destination);
    }

    private static void WriteControl(IBufferWriter<byte> destination, int sequence, Picture frame, ushort delayMilliseconds)
    {
        Span<byte> control = stackalloc byte[26];
        control.Clear(); // the whole picture is replaced: offsets, disposal and blending stay 0
        BinaryPrimitives.WriteInt32BigEndian(control, sequence);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], frame.Width);
        BinaryPrimitives.WriteInt32BigEndian(control[8..], frame.Height);
        BinaryPrimitives.WriteUInt16BigEndian(control[20..], delayMilliseconds);
        BinaryPrimitives.WriteUInt16BigEndian(control[22..], Second);
        PngChunks.Write(destination, "fcTL"u8, control);
    }
}
