using System.Text;
using Gan.Onnx.Training.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Foundation.Storage;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(new[] { 2, 1 }, "(2, 1)")]
    [InlineData(new[] { 2 }, "(2,)")]
    [InlineData(new[] { 1, 1, 1, 2 }, "(1, 1, 1, 2)")]
    public void Writes_the_bytes_of_format_version_1(int[] shape, string tuple)
    {
        NpyFile.Write(_folder["x.npy"], shape, [1f, -2f]);

        // numpy.lib.format: magic, version 1.0, header length 118 = 0x76 so that the data starts at byte 128, a Python dict, a newline.
        byte[] expected =
        [
            0x93, .. "NUMPY"u8, 1, 0, 0x76, 0,
            .. Encoding.ASCII.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple}, }}".PadRight(117) + "\n"),
            0x00, 0x00, 0x80, 0x3f,
            0x00, 0x00, 0x00, 0xc0,
        ];
        Assert.Equal(expected, File.ReadAllBytes(_folder["x.npy"]));
    }

    [Fact]
    public void Refuses_elements_that_do_not_fill_the_shape()
    {
        var error = Assert.Throws<ArgumentException>(() => NpyFile.Write(_folder["x.npy"], [2, 1, 28, 28], new float[784]));

        Assert.Contains("shape [2,1,28,28] needs 1568 elements, 784 were given", error.Message, StringComparison.Ordinal);
    }
}
