using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gan.Onnx.Generation;

/// <summary>The checksum of PNG chunks: CRC-32, reflected polynomial EDB88320 (PNG specification, annex D), four bytes at once.</summary>
internal static class Crc32
{
    private static readonly uint[] Tables = BuildTables();

    /// <summary>The checksum of <paramref name="data"/>; "123456789" gives CBF43926.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<uint> tables = Tables;
        uint crc = uint.MaxValue;
        for (; data.Length >= 4; data = data[4..])
        {
            crc ^= BinaryPrimitives.ReadUInt32LittleEndian(data);
            crc = tables[768 + (int)(crc & 255)] ^ tables[512 + (int)((crc >> 8) & 255)]
                ^ tables[256 + (int)((crc >> 16) & 255)] ^ tables[(int)(crc >> 24)];
        }

        foreach (byte value in data)
        {
            crc = tables[(int)((crc ^ value) & 255)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] BuildTables()
    {
        uint[] tables = new uint[4 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            }

            tables[i] = value;
        }

        for (int i = 256; i < tables.Length; i++)
        {
            uint previous = tables[i - 256];
            tables[i] = (previous >> 8) ^ tables[(int)(previous & 255)];
        }

        return tables;
    }
}
