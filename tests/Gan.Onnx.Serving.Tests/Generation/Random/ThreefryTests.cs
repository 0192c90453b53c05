using CsCheck;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Serving.Tests.Generation.Random;

public class ThreefryTests
{
    // Known answers of Random123 1.14, kat_vectors, "threefry2x32 20": counter, key, result.
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x6b200159u, 0x99ba4efeu)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x1cb996fcu, 0xbb002be7u)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xc4923a9cu, 0x483df7a0u)]
    public void Gives_the_published_words(uint counter0, uint counter1, uint key0, uint key1, uint expected0, uint expected1)
    {
        var result = Threefry.Apply(Join(key0, key1), Join(counter0, counter1));

        Assert.Equal((expected0, expected1), ((uint)result, (uint)(result >> 32)));
    }

    [Fact]
    public void Vector_and_scalar_paths_give_the_same_words()
    {
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Byte).Sample((key, firstGroup, length) =>
        {
            var vectorized = new uint[length];
            var scalar = new uint[length];
            Threefry.FillVectorized(key, firstGroup, vectorized);
            Threefry.FillScalar(key, firstGroup, scalar);
            return vectorized.SequenceEqual(scalar);
        });
    }

    [Fact]
    public void Counters_beyond_32_bits_reach_the_high_word()
    {
        var words = new uint[Threefry.GroupSize];
        Threefry.Fill(7, 1ul << 29, words);

        Assert.Equal((uint)Threefry.Apply(7, (1ul << 32) + 5), words[5]);
    }

    private static ulong Join(uint low, uint high) => ((ulong)high << 32) | low;
}
