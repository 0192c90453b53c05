using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Gan.Onnx.Training.Foundation;

/// <summary>Checks numbers of a preset.</summary>
public static class Bounds
{
    /// <summary>Checks all fields of a record that have a range; null is within every range.</summary>
    /// <param name="place">The record's place in the preset, for messages.</param>
    /// <param name="record">Its parameters may have a <see cref="WithinAttribute"/>.</param>
    /// <exception cref="PresetException">The first number that is outside.</exception>
    public static void Check(string place, object record)
    {
        foreach (var (parameter, range) in Of(record.GetType()))
        {
            var field = $"{place}.{JsonNamingPolicy.CamelCase.ConvertName(parameter)}";
            var value = record.GetType().GetProperty(parameter)!.GetValue(record);
            if (range.Of is { } part)
            {
                field = $"{field}.{JsonNamingPolicy.CamelCase.ConvertName(part)}";
                value = value?.GetType().GetProperty(part)?.GetValue(value);
            }

            if (value is not null)
            {
                range.Check(field, value);
            }
        }
    }

    /// <summary>The parameters of a record that have a range; where it only hands one on to its base, the base's range holds.</summary>
    public static IEnumerable<(string Parameter, WithinAttribute Range)> Of(Type record) =>
        from parameter in Parameters(record)
        from range in Declared(record, parameter.Name!)
        select (parameter.Name, range);

    private static WithinAttribute[] Declared(Type? record, string name) => record is null
        ? []
        : Parameters(record).FirstOrDefault(parameter => parameter.Name == name)?.GetCustomAttributes<WithinAttribute>().ToArray()
            is { Length: > 0 } ranges
            ? ranges
            : Declared(record.BaseType, name);

    /// <summary>Those of the primary constructor, which is the longest.</summary>
    private static ParameterInfo[] Parameters(Type record) =>
        record.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(constructor => constructor.GetParameters())
            .MaxBy(parameters => parameters.Length) ?? [];

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
            throw new PresetException(
                string.Create(CultureInfo.InvariantCulture, $"{field} must be at least {least} and below {bound}, found {value}."));
        }
    }
}
