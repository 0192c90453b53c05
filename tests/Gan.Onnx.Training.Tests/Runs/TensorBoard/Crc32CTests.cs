using Gan.Onnx.Training.Runs.TensorBoard;

namespace Gan.Onnx.Training.Tests.Runs.TensorBoard;

public class Crc32CTests
{
    public static TheoryData<byte[], uint> Known => new()
    {
        { "123456789"u8.ToArray(), 0xE3069283 },
        { [], 0 },

        // RFC 3720, appendix B.4.
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(value => (byte)value)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(value => (byte)(31 - value))], 0x113FDB5C },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Is_what_others_compute(byte[] data, uint checksum) => Assert.Equal(checksum, Crc32C.Compute(data));

    // By hand: E3069283 turned right by 15 bits is 2507C60D; A282EAD8 more is C78AB0E5.
    [Fact]
    public void Mask_turns_and_adds() => Assert.Equal(0xC78AB0E5, Crc32C.Masked("123456789"u8));
}
