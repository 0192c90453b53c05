using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>Bits into bytes, lowest first (RFC 1951, section 3.1.1). The memory must be eight bytes longer than what is written.</summary>
/// <param name="destination">Where the bytes go.</param>
/// <param name="bits">Bits that an earlier writer left over.</param>
/// <param name="count">How many those are, less than 8.</param>
internal ref struct BitWriter(Span<byte> destination, ulong bits = 0, int count = 0)
{
    private readonly Span<byte> _destination = destination;
    private ulong _bits = bits;
    private int _count = count;
    private int _position;

    /// <summary>Whole bytes written.</summary>
    public readonly int Length => _position;

    /// <summary>The bits that make no whole byte yet, and how many they are.</summary>
    public readonly (ulong Bits, int Count) Rest => (_bits, _count);

    /// <summary>Appends a code of <see cref="HuffmanCode"/>: its bits from bit 5 on, their number, at most 27, below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint code) => Write(code >> 5, (int)(code & 31));

    /// <summary>Appends two codes of at most 15 bits each, faster than one by one: each writing waits for the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint first, uint second)
    {
        var length = (int)(first & 31);
        Write((first >> 5) | ((second >> 5) << length), length + (int)(second & 31));
    }

    /// <summary>Appends the lowest <paramref name="count"/> bits, at most 32; those above are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(uint value, int count)
    {
        _bits |= (ulong)value << _count;
        _count += count;
        BinaryPrimitives.WriteUInt64LittleEndian(_destination[_position..], _bits);
        _position += _count >> 3;
        _bits >>= _count & 0x38;
        _count &= 7;
    }

    /// <summary>Appends pieces of up to 27 bits, in the form of codes.</summary>
    public void Write(scoped ReadOnlySpan<uint> codes)
    {
        foreach (var code in codes)
        {
            Write(code);
        }
    }

    /// <summary>Fills up the last byte with zeros.</summary>
    /// <returns>The bytes written.</returns>
    public readonly int Finish() => _position + (_count > 0 ? 1 : 0);
}
