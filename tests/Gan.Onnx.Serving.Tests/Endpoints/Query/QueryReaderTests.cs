using Gan.Onnx.Serving.Endpoints.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Gan.Onnx.Serving.Tests.Endpoints.Query;

/// <summary>What is read of a query, what is wrong with it, and what an entity tag says of it.</summary>
public class QueryReaderTests
{
    private static readonly IntegerParameter Count = new("count", 1, 100, 16, "");
    private static readonly IntegerParameter From = new("from", 0, 9, null, "");
    private static readonly TextParameter Model = ImageParameters.Model;
    private static readonly QueryParameter[] Known = [Count, From, Model];

    [Fact]
    public void The_key_is_what_was_read_in_the_order_of_reading_defaults_included()
    {
        var reader = Read("?model=a_b&from=007");

        Assert.Equal((16, 7ul, "a_b"), (reader.Read(Count), reader.ReadRequired(From), reader.Read(Model, "other")));
        Assert.Equal("count=16&from=7&model=a_b", reader.Key);
        Assert.Empty(reader.Errors);
    }

    [Fact]
    public void A_condition_is_no_part_of_the_key()
    {
        var reader = Read("?model=a");

        Assert.Equal("a", reader.ReadCondition(Model, ""));
        Assert.Equal(("", true, false), (reader.Key, reader.Has(Model), reader.Has(Count)));
    }

    [Fact]
    public void A_part_of_the_path_is_read_and_noted_alike()
    {
        var reader = Read("");

        Assert.Equal(5ul, reader.ReadPath(From, "5", 0ul));
        Assert.Equal(1ul, reader.ReadPath(From, "10", 1ul));
        Assert.Equal("from=5&from=1", reader.Key);
        Assert.Equal(["'from' must be a whole number from 0 to 9; received '10'."], reader.Errors["from"]);
    }

    [Fact]
    public void A_value_is_escaped_in_the_key()
    {
        var any = new TextParameter("t", new System.Text.RegularExpressions.Regex(""), "", "");

        var reader = new QueryReader(new QueryCollection(QueryHelpers.ParseQuery("?t=a%20%22%26b%3Dc,d")), [any]);
        reader.Read(any, "");

        Assert.Equal("t=a%20%22%26b%3Dc%2Cd", reader.Key);
    }

    [Fact]
    public void Nothing_asked_for_is_told_from_every_text()
    {
        var digits = new DigitListParameter("digit", 9, "");
        var reader = new QueryReader(new QueryCollection(), [digits]);

        Assert.Null(reader.Read(digits, null!));
        Assert.Equal("digit=", reader.Key);
    }

    [Theory]
    [InlineData("?count=1&count=2", "count", "'count' is given 2 times (1,2). Give it once.")]
    [InlineData("?count=0", "count", "'count' must be a whole number from 1 to 100; received '0'.")]
    [InlineData("?from=1&Model=a", "Model", "There is no parameter 'Model'; known are count, from, model. Did you mean 'model'?")]
    [InlineData("?from=1&xyzzy=", "xyzzy", "There is no parameter 'xyzzy'; known are count, from, model.")]
    [InlineData("?count=1", "from", "'from' is missing. It must be a whole number from 0 to 9.")]
    public void A_fault_is_told_of_by_its_parameter(string query, string parameter, string message)
    {
        var reader = Read(query.Contains("from", StringComparison.Ordinal) || parameter == "from" ? query : query + "&from=1");
        reader.Read(Count);
        reader.ReadRequired(From);

        var (name, messages) = Assert.Single(reader.Errors);
        Assert.Equal((parameter, message), (name, Assert.Single(messages)));
    }

    [Theory]
    [InlineData("0123456789012345678901234567890123456789", "0123456789012345678901234567890123456789")]
    [InlineData("01234567890123456789012345678901234567890", "0123456789012345678901234567890123456789…")]
    [InlineData("a\u0007b\u0085c", "a\\u0007b\\u0085c")]
    [InlineData("", "")]
    public void What_is_quoted_is_short_and_harmless(string text, string quoted) => Assert.Equal(quoted, QueryReader.Quoted(text));

    [Fact]
    public void Signs_of_two_units_count_once()
    {
        var forty = string.Concat(Enumerable.Repeat("😀", 40));

        Assert.Equal(forty, QueryReader.Quoted(forty));
        Assert.Equal(forty + "…", QueryReader.Quoted(forty + "😀"));
    }

    private static QueryReader Read(string query) => new(new QueryCollection(QueryHelpers.ParseQuery(query)), Known);
}
