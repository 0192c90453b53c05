using System.Globalization;

namespace Gan.Onnx.Training.Foundation;

/// <summary>Checks numbers of a preset.</summary>
public static class Bounds
{
    /// <summary>Both ends belong to the range.</summary>
    /// <exception cref="PresetException">The number is outside, or not a number.</exception>
    public static void Check(string field, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new PresetException(string.Create(CultureInfo.InvariantCulture, $"{field} must be {least} to {most}, found {value}."));
        }
    }

    /// <summary>Both ends belong to the range.</summary>
    /// <exception cref="PresetException">The number is outside.</exception>
    public static void Check(string field, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            throw new PresetException($"{field} must be {least} to {most}, found {value}.");
        }
    }

    /// <summary>The upper end does not belong to the range.</summary>
    /// <exception cref="PresetException">The number is outside, or not a number.</exception>
    public static void CheckBelow(string field, double value, double least, double bound)
    {
        if (!(value >= least && value < bound))
        {
            throw new PresetException(string.Create(CultureInfo.InvariantCulture, $"{field} must be at least {least} and below {bound}, found {value}."));
        }
    }
}
