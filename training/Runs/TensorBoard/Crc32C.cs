using System.Buffers.Binary;
using System.Numerics;

namespace Gan.Onnx.Training.Runs.TensorBoard;

/// <summary>The checksum of event files: CRC-32C, reflected polynomial 82F63B78 (Castagnoli; RFC 3720, appendix B.4).</summary>
internal static class Crc32C
{
    private const uint MaskDelta = 0xA282EAD8;

    /// <summary>The checksum of <paramref name="data"/>; "123456789" gives E3069283.</summary>
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        }

        foreach (var value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    /// <summary>
    /// The checksum as a record stores it, turned and shifted so that a checksum of a checksum stays a good one (TensorFlow,
    /// lib/hash/crc32c.h).
    /// </summary>
    public static uint Masked(ReadOnlySpan<byte> data) => BitOperations.RotateRight(Compute(data), 15) + MaskDelta;
}
