using Gan.Onnx.Serving.Endpoints.Query;

namespace Gan.Onnx.Serving.Tests.Endpoints.Query;

/// <summary>Which texts are values of a parameter, and how each value is written in an entity tag.</summary>
public class ParameterTests
{
    [Theory]
    [InlineData("2", "2")]
    [InlineData("002", "2")]
    [InlineData("9", "9")]
    [InlineData("1", null)]
    [InlineData("10", null)]
    [InlineData("", null)]
    [InlineData("+2", null)]
    [InlineData(" 2", null)]
    [InlineData("2\0", null)]
    [InlineData("18446744073709551616", null)]
    public void A_whole_number_lies_in_its_range(string text, string? canonical) =>
        Assert.Equal(canonical, Canonical(new IntegerParameter("n", 2, 9, null, ""), text));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "1")]
    [InlineData("1.0000", "1")]
    [InlineData("0.5", "0.5")]
    [InlineData("00.50", "0.5")]
    [InlineData("0.12345678901234", "0.12345679")]
    [InlineData("0.123456789012345", null)]
    [InlineData("1.001", null)]
    [InlineData("2", null)]
    [InlineData("", null)]
    [InlineData(".", null)]
    [InlineData(".5", null)]
    [InlineData("1.", null)]
    [InlineData("0..5", null)]
    [InlineData("-0", null)]
    [InlineData("0,5", null)]
    [InlineData("٠.٥", null)]
    public void A_decimal_number_lies_between_0_and_1(string text, string? canonical) =>
        Assert.Equal(canonical, Canonical(new DecimalParameter("d", 1, ""), text));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("4,0,04", "4-0-4")]
    [InlineData("5", null)]
    [InlineData("1,5", null)]
    [InlineData("1,,2", null)]
    [InlineData(",1", null)]
    [InlineData("", null)]
    public void Digits_are_those_of_the_model(string text, string? canonical) =>
        Assert.Equal(canonical, Canonical(new DigitListParameter("l", 4, ""), text));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(5000, false)]
    public void A_hundred_digits_are_taken_and_no_more(int count, bool isTaken)
    {
        var text = string.Join(',', Enumerable.Repeat('3', count));

        Assert.Equal(isTaken, new DigitListParameter("l", 4, "").TryParse(text, out var digits));
        Assert.True(!isTaken || digits.SequenceEqual(Enumerable.Repeat(3, count)));
    }

    [Theory]
    [InlineData("png", "png")]
    [InlineData("PNG", null)]
    [InlineData("pn", null)]
    public void A_choice_is_one_of_its_words(string text, string? canonical) =>
        Assert.Equal(canonical, Canonical(new ChoiceParameter("c", ["png", "json"], "png", ""), text));

    [Theory]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("True", null)]
    [InlineData("1", null)]
    public void A_switch_is_on_or_off(string text, string? canonical) =>
        Assert.Equal(canonical, Canonical(new SwitchParameter("s", ""), text));

    [Theory]
    [InlineData("mlp-1.0_b", "mlp-1.0_b")]
    [InlineData("", null)]
    [InlineData("a b", null)]
    public void A_text_has_its_form(string text, string? canonical) => Assert.Equal(canonical, Canonical(ImageParameters.Model, text));

    [Theory]
    [InlineData("01234567", true)]
    [InlineData("0123456", false)]
    [InlineData("0123456X", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", false)]
    public void A_version_is_the_start_of_a_hash(string text, bool isTaken) =>
        Assert.Equal(isTaken, ImageParameters.Version.TryParse(text, out _));

    private static string? Canonical<T>(QueryParameter<T> parameter, string text) =>
        parameter.TryParse(text, out var value) ? parameter.Canonical(value) : null;
}
