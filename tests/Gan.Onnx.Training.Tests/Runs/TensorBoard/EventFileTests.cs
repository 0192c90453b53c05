using Gan.Onnx.Training.Runs.TensorBoard;
using Gan.Onnx.Training.Runs.TensorBoard.Protobuf;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Runs.TensorBoard;

public sealed class EventFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["events"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Record_is_length_checksum_event_checksum()
    {
        EventFile.Append(Path, [new Event { WallTime = 1.5, FileVersion = "brain.Event:2" }]);

        // Field 1 is a double (tag 9), field 3 a text of 13 bytes (tag 26); the checksums are what scripts/tensorboard/check.py computes.
        byte[] data = [9, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 26, 13, .. "brain.Event:2"u8];
        Assert.Equal(
            [24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22, .. data, .. BitConverter.GetBytes(Crc32C.Masked(data))],
            File.ReadAllBytes(Path));
    }

    [Fact]
    public void Events_come_back_in_order()
    {
        var events = Enumerable.Range(0, 5).Select(Numbered).ToArray();
        EventFile.Append(Path, events[..2]);
        EventFile.Append(Path, events[2..]);

        Assert.Equal(events, EventFile.Read(Path, out var whole));
        Assert.True(whole);
    }

    [Fact]
    public void What_a_crash_leaves_is_readable_up_to_the_cut_record()
    {
        Event[] events = [Numbered(1), Numbered(2)];
        EventFile.Append(Path, events[..1]);
        var first = new FileInfo(Path).Length;
        EventFile.Append(Path, events[1..]);
        var bytes = File.ReadAllBytes(Path);

        for (var length = first; length < bytes.Length; length++)
        {
            File.WriteAllBytes(Path, bytes[..(int)length]);
            Assert.Equal(events[..1], EventFile.Read(Path, out var whole));
            Assert.Equal(length == first, whole);
        }
    }

    [Fact]
    public void Flipped_bit_is_found_wherever_it_is()
    {
        EventFile.Append(Path, [Numbered(1)]);
        var bytes = File.ReadAllBytes(Path);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 16;
            File.WriteAllBytes(Path, bytes);
            bytes[i] ^= 16;

            Assert.Empty(EventFile.Read(Path, out var whole));
            Assert.False(whole, $"byte {i}");
        }
    }

    [Fact]
    public void Replaced_file_holds_the_new_events_alone()
    {
        EventFile.Append(Path, [Numbered(1), Numbered(2)]);
        EventFile.Replace(Path, [Numbered(3)]);

        Assert.Equal([Numbered(3)], EventFile.Read(Path, out _));
    }

    private static Event Numbered(int step) =>
        new()
        {
            WallTime = 10 + step,
            Step = step,
            Summary = new Summary { Value = { new Summary.Types.Value { Tag = "x", SimpleValue = step } } },
        };
}
