#!/usr/bin/env dotnet
#:property PublishAot=false
// Makes a folder of grey PNG files of noise, each as large as its pixels: nothing is compressed.
//   dotnet run scripts/pictures/make.cs FOLDER COUNT SIDE
using System.Buffers.Binary;
using System.IO.Compression;

if (args is not [var folder, var countText, var sideText]
    || !int.TryParse(countText, out var count) || !int.TryParse(sideText, out var side) || count < 1 || side < 1)
{
    Console.Error.WriteLine("usage: make.cs FOLDER COUNT SIDE");
    return 2;
}

const int FilesPerFolder = 1000;
var table = new uint[256];
for (var i = 0u; i < table.Length; i++)
{
    table[i] = Enumerable.Range(0, 8).Aggregate(i, (sum, _) => (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320);
}

var pixels = new byte[side * (side + 1)];
for (var picture = 0; picture < count; picture++)
{
    var inner = Directory.CreateDirectory(Path.Combine(folder, $"{picture / FilesPerFolder}")).FullName;
    using var file = File.Create(Path.Combine(inner, $"{picture}.png"));
    file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
    var header = new byte[13];
    BinaryPrimitives.WriteInt32BigEndian(header, side);
    BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
    header[8] = 8;
    Write(file, "IHDR"u8, header);
    new Random(picture).NextBytes(pixels);
    for (var row = 0; row < side; row++)
    {
        // The filter of a row: none.
        pixels[row * (side + 1)] = 0;
    }

    using var packed = new MemoryStream();
    using (var zlib = new ZLibStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
    {
        zlib.Write(pixels);
    }

    Write(file, "IDAT"u8, packed.ToArray());
    Write(file, "IEND"u8, []);
}

return 0;

// A chunk: length, type, data, and the sum of both (ISO 3309).
void Write(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
{
    byte[] chunk = [.. new byte[4], .. type, .. data, .. new byte[4]];
    BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
    var sum = uint.MaxValue;
    foreach (var value in chunk.AsSpan(4, chunk.Length - 8))
    {
        sum = (sum >> 8) ^ table[(byte)(sum ^ value)];
    }

    BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), ~sum);
    file.Write(chunk);
}
