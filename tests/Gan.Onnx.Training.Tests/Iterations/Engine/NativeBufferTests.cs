using System.Runtime.CompilerServices;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public class NativeBufferTests
{
    [Fact]
    public void Begins_on_a_cache_line()
    {
        using var buffer = new NativeBuffer(3);

        var address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref buffer.Span[0]);

        Assert.NotEqual(0, address);
        Assert.Equal(0, address % NativeBuffer.Alignment);
    }

    [Fact]
    public void Begins_with_zeros()
    {
        using var buffer = new NativeBuffer(1000);

        Assert.Equal(1000, buffer.Length);
        Assert.Equal(-1, buffer.Span.IndexOfAnyExcept(0f));
    }

    [Fact]
    public void View_is_the_same_memory()
    {
        using var buffer = new NativeBuffer(8);
        using var view = buffer.View(offset: 2, shape: [2, 3]);

        buffer.Span[2] = 5;
        view.GetTensorMutableDataAsSpan<float>()[5] = 7;

        Assert.Equal(5, view.GetTensorDataAsSpan<float>()[0]);
        Assert.Equal(7, buffer.Span[7]);
    }

    [Fact]
    public void View_beyond_the_end_is_refused()
    {
        using var buffer = new NativeBuffer(8);

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View(offset: 3, shape: [2, 3]));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(8, 1)]
    public void View_outside_is_refused(int offset, long length)
    {
        using var buffer = new NativeBuffer(8);

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View(offset, [length]));
    }

    [Fact]
    public void Elements_of_another_type_have_their_own_size()
    {
        using var buffer = new NativeBuffer(4, ElementType.Int64);
        using var view = buffer.View(offset: 1, shape: [3]);

        buffer.Elements<long>()[3] = long.MinValue;

        Assert.Equal([0, 0, long.MinValue], view.GetTensorDataAsSpan<long>().ToArray());
        Assert.Equal(
            "The buffer holds Int64 elements, and was asked for Single. Ask for its own type.",
            Assert.Throws<InvalidOperationException>(() => buffer.Span.Length).Message);
    }

    [Fact]
    public void Disposed_buffer_gives_no_memory()
    {
        var buffer = new NativeBuffer(8);
        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
    }
}
