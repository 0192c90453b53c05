using System.Buffers;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// Lends memory for pictures. The shared pool keeps an array of each size for each thread, which for large ones adds up to more than all
/// else that the server needs; of these, as many are kept as there are processors.
/// </summary>
internal static class BytePool
{
    private const int LargestShared = 64 * 1024;
    private const int LargestKept = 16 * 1024 * 1024;
    private static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(LargestKept, Environment.ProcessorCount);

    /// <summary>At least so many bytes, of any content; to be given back by <see cref="Return"/>.</summary>
    public static byte[] Rent(int length) => PoolOf(length).Rent(length);

    /// <summary>Takes back what was rented.</summary>
    public static void Return(byte[] memory) => PoolOf(memory.Length).Return(memory);

    private static ArrayPool<byte> PoolOf(int length) => length <= LargestShared ? ArrayPool<byte>.Shared : Large;
}
