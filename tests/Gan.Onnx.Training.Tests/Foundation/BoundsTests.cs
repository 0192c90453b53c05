using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Tests.Foundation;

public class BoundsTests
{
    [Theory]
    [InlineData(0, 0.5, 1, "at.count must be 1 to 4, found 0.")]
    [InlineData(5, 0.5, 1, "at.count must be 1 to 4, found 5.")]
    [InlineData(1, 1.0, 1, "at.share must be at least 0 and below 1, found 1.")]
    [InlineData(1, double.NaN, 1, "at.share must be at least 0 and below 1, found NaN.")]
    [InlineData(1, 0.5, 0, "at.small must be 1E-06 to 1000000, found 0.")]
    public void Number_outside_its_declared_range_is_refused(int count, double share, double small, string message) =>
        Assert.Equal(message, Assert.Throws<PresetException>(() => Bounds.Check("at", new Declared(count, share, small, null))).Message);

    [Theory]
    [InlineData(1, 0.0, 1e-6)]
    [InlineData(4, 0.999, 1e6)]
    public void Ends_belong_to_it_and_null_is_nowhere_outside(int count, double share, double small) =>
        Assert.Null(Record.Exception(() => Bounds.Check("at", new Declared(count, share, small, null))));

    [Fact]
    public void Part_of_a_value_is_checked_under_its_own_name() => Assert.Equal(
        "at.part.width must be 1 to 9, found 10.",
        Assert.Throws<PresetException>(() => Bounds.Check("at", new Declared(1, 0, 1, new Part(10)))).Message);

    [Fact]
    public void Range_of_a_base_holds_until_another_is_declared()
    {
        Assert.Equal("at.count must be 1 to 4, found 9.", Assert.Throws<PresetException>(() => Bounds.Check("at", new HandsOn(9))).Message);
        Assert.Equal("at.count must be 1 to 8, found 9.", Assert.Throws<PresetException>(() => Bounds.Check("at", new Widens(9))).Message);
    }

    private record Declared(
        [Within(1, 4)] int Count,
        [Within(0, 1, BelowMost = true)] double Share,
        [Within(1e-6, 1e6)] double Small,
        [Within(1, 9, Of = "Width")] Part? Part);

    private sealed record HandsOn(int Count) : Declared(Count, 0, 1, null);

    private sealed record Widens([Within(1, 8)] int Count) : Declared(Count, 0, 1, null);

    private sealed record Part(int Width);
}
