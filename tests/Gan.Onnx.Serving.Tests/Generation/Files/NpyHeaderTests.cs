using System.Text;
using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Serving.Tests.Generation.Files;

public class NpyHeaderTests
{
    [Theory]
    [InlineData(new int[0], "()")]
    [InlineData(new[] { 5 }, "(5,)")]
    [InlineData(new[] { 5, 28, 28 }, "(5, 28, 28)")]
    public void Has_the_bytes_of_format_version_1(int[] shape, string tuple)
    {
        // numpy.lib.format: magic, version 1.0, header length 118 = 0x76 so that the data starts at byte 128, a Python dict, a newline.
        byte[] expected =
        [
            0x93, .. "NUMPY"u8, 1, 0, 0x76, 0,
            .. Encoding.ASCII.GetBytes($"{{'descr': '|u1', 'fortran_order': False, 'shape': {tuple}, }}".PadRight(117) + "\n"),
        ];
        Assert.Equal(expected, NpyHeader.Of(NpyHeader.Bytes, shape));
    }

    [Fact]
    public void Length_is_a_multiple_of_64_whatever_the_shape() =>
        Assert.All(
            Enumerable.Range(0, 100),
            rank => Assert.Equal(0, NpyHeader.Of(NpyHeader.Floats, [.. Enumerable.Repeat(7, rank)]).Length % 64));
}
