using System.Buffers;
using System.Runtime.InteropServices;
using Gan.Onnx.Serving.Answers;

namespace Gan.Onnx.Serving.Tests.Answers;

public class PooledBufferTests
{
    [Fact]
    public void Holds_what_was_written_however_it_grows()
    {
        using var buffer = new PooledBuffer();
        var expected = new List<byte>();
        for (var i = 0; i < 200; i++)
        {
            byte[] part = [.. Enumerable.Repeat((byte)i, (i * 97 % 1000) + 1)];
            buffer.Write(part);
            expected.AddRange(part);
        }

        Assert.Equal(expected, buffer.Written.ToArray());
        buffer.Trim();
        Assert.Equal(expected, buffer.Written.ToArray());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 4096)]
    [InlineData(100, 4096)]
    [InlineData(4095, 1)]
    [InlineData(4096, 0)]
    [InlineData(4096, 1)]
    [InlineData(5000, 100_000)]
    public void Gives_as_much_room_as_is_asked_for_and_at_least_some(int written, int asked)
    {
        using var buffer = new PooledBuffer();
        buffer.Write(new byte[written]);

        Assert.True(buffer.GetMemory(asked).Length >= Math.Max(1, asked));
        Assert.True(buffer.GetSpan(asked).Length >= Math.Max(1, asked));
        Assert.Equal(written, buffer.Written.Length);
    }

    [Fact]
    public void Room_that_is_there_is_not_moved()
    {
        using var buffer = new PooledBuffer();
        var room = buffer.GetMemory().Length;
        Assert.True(room >= 4096);
        buffer.Advance(1000);

        Assert.Equal(room - 1000, buffer.GetMemory(room - 1000).Length);
    }

    [Fact]
    public void Grows_to_twice_its_size_so_that_many_small_parts_are_not_moved_each_time()
    {
        using var buffer = new PooledBuffer();
        var room = buffer.GetMemory().Length;
        buffer.Advance(room);

        Assert.True(buffer.GetMemory(1).Length >= room);
    }

    [Fact]
    public void Gives_room_back_that_nobody_used_and_keeps_what_is_half_full()
    {
        using var sparse = new PooledBuffer();
        sparse.GetSpan(1 << 20);
        sparse.Write("abc"u8);
        sparse.Trim();
        Assert.Equal("abc"u8.ToArray(), sparse.Written.ToArray());
        Assert.InRange(sparse.GetMemory().Length, 4096 - 3, 8192);

        using var full = new PooledBuffer();
        var room = full.GetSpan(1 << 20).Length;
        full.Advance(room / 2);
        full.Trim();
        Assert.Equal(room - (room / 2), full.GetMemory().Length);
    }

    [Theory]
    [InlineData(1 << 20, 1 << 19)]
    [InlineData(1 << 20, (1 << 19) + 1)]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    public void Does_not_move_what_is_half_full_or_small(int asked, int written)
    {
        using var buffer = new PooledBuffer();
        buffer.GetSpan(asked);
        buffer.Advance(written);
        var before = Memory(buffer);

        buffer.Trim();

        Assert.Same(before, Memory(buffer));
    }

    private static byte[] Memory(PooledBuffer buffer)
    {
        Assert.True(MemoryMarshal.TryGetArray(buffer.Written, out var memory));
        return memory.Array!;
    }
}
