using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Serving.Tests.Generation.Files;

public class Sha256SumTests
{
    // FIPS 180-2, appendix B.1.
    private const string SumOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Bytes_text_and_file_have_the_sum_of_the_standard()
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, "abc"u8);

        Assert.Equal([SumOfAbc, SumOfAbc, SumOfAbc], [Sha256Sum.Of("abc"u8), Sha256Sum.OfText("abc"), Sha256Sum.OfFile(path)]);
        File.Delete(path);
    }
}
