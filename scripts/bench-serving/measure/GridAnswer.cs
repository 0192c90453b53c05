using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

/// <summary>Asks for one grid and checks that it is a greyscale PNG of the size that so many digits have.</summary>
internal static class GridAnswer
{
    private const int Side = 28;
    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
    // Length, kind and checksum.
    private const int AroundChunk = 12;

    /// <summary>The size in words.</summary>
    /// <exception cref="InvalidDataException">The answer is something else.</exception>
    public static async Task<string> Check(string url, int count)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var response = await client.GetAsync(url);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var (status, type) = ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType);
        Expect(status == 200 && type == "image/png", $"{url}: expected 200 image/png, found {status} {type}");
        Expect(bytes.AsSpan().StartsWith(Signature), $"{url}: not a PNG");

        var (width, height) = (Number(bytes, 16), Number(bytes, 20));
        var columns = (int)Math.Ceiling(Math.Sqrt(count));
        var expected = $"{columns * Side}×{(count + columns - 1) / columns * Side}, 8-bit greyscale";
        var found = $"{width}×{height}, {bytes[24]}-bit {(bytes[25] == 0 ? "greyscale" : $"colour type {bytes[25]}")}";
        Expect(found == expected, $"{url}: expected a PNG of {expected}, found {found}");

        var rows = InflatedBytes(bytes);
        Expect(rows == height * (width + 1L), $"{url}: expected {height * (width + 1L)} bytes of rows, found {rows}");
        return $"{found}, {bytes.Length} bytes";
    }

    private static long InflatedBytes(byte[] png)
    {
        using var data = new MemoryStream();
        for (var at = Signature.Length; at < png.Length; at += AroundChunk + Number(png, at))
        {
            if (Encoding.ASCII.GetString(png, at + 4, 4) == "IDAT")
            {
                data.Write(png, at + 8, Number(png, at));
            }
        }

        data.Position = 0;
        using var inflated = new ZLibStream(data, CompressionMode.Decompress);
        using var rows = new MemoryStream();
        inflated.CopyTo(rows);
        return rows.Length;
    }

    private static int Number(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
