using System.Buffers;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Serving.Answers;

/// <summary>Grows in memory that is borrowed, and is to be given back.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Least = 4096;
    private byte[] _memory = BytePool.Rent(Least);
    private int _length;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _memory.AsMemory(0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = _length + Math.Max(1, sizeHint);
        if (needed > _memory.Length)
        {
            var larger = BytePool.Rent(Math.Max(needed, 2 * _memory.Length));
            Written.CopyTo(larger);
            BytePool.Return(_memory);
            _memory = larger;
        }

        return _memory.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives back what was asked for and not used, before the rest is kept for as long as a client takes to read it.</summary>
    public void Trim()
    {
        if (_length < _memory.Length / 2 && _memory.Length > Least)
        {
            var smaller = BytePool.Rent(Math.Max(Least, _length));
            Written.CopyTo(smaller);
            BytePool.Return(_memory);
            _memory = smaller;
        }
    }

    public void Dispose()
    {
        BytePool.Return(_memory);
        _memory = [];
    }
}
