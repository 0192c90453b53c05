using System.Globalization;

namespace Gan.Onnx.Training.Foundation;

/// <summary>
/// The range of a preset's field, declared beside it: the check, its message and the table in <c>training/docs/preset-fields.md</c> are
/// made from it. Both ends belong to the range unless <see cref="BelowMost"/> says otherwise.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class WithinAttribute : Attribute
{
    private readonly Action<string, object> _check;
    private readonly string _least;
    private readonly string _most;

    /// <summary>A range of whole numbers, or of numbers whose ends are whole.</summary>
    public WithinAttribute(long least, long most)
    {
        (_least, _most) = (least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));
        _check = (field, value) =>
        {
            if (value is int or long)
            {
                Bounds.Check(field, Convert.ToInt64(value, CultureInfo.InvariantCulture), least, most);
            }
            else
            {
                CheckReal(field, value, least, most);
            }
        };
    }

    /// <summary>A range of numbers.</summary>
    public WithinAttribute(double least, double most)
    {
        (_least, _most) = (least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));
        _check = (field, value) => CheckReal(field, value, least, most);
    }

    /// <summary>Whether the upper end does not belong to the range.</summary>
    public bool BelowMost { get; init; }

    /// <summary>
    /// The property of the parameter's value that the range is meant for, where its own declaration knows nothing of presets.
    /// </summary>
    public string? Of { get; init; }

    /// <summary>Checks a value.</summary>
    /// <param name="field">Its place in the preset, for messages.</param>
    /// <param name="value">An integer or a floating-point number.</param>
    /// <exception cref="PresetException">It is outside, or not a number.</exception>
    public void Check(string field, object value) => _check(field, value);

    /// <summary>For example <c>1 to 64</c>.</summary>
    public override string ToString() => BelowMost ? $"{_least} to below {_most}" : $"{_least} to {_most}";

    private void CheckReal(string field, object value, double least, double most)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (BelowMost)
        {
            Bounds.CheckBelow(field, number, least, most);
        }
        else
        {
            Bounds.Check(field, number, least, most);
        }
    }
}
