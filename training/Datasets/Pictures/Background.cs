using System.Globalization;

namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>The colour behind transparent pixels and around pictures that do not fill a square.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct Background(byte Red, byte Green, byte Blue)
{
    /// <summary>What <see cref="Parse"/> reads, in words.</summary>
    public const string Expected = "white, black or a colour such as #336699";

    /// <summary>What drawings are made on.</summary>
    public static Background White { get; } = new(255, 255, 255);

    /// <summary>A colour in words; null if it is none.</summary>
    public static Background? Parse(string text) => text switch
    {
        "white" => White,
        "black" => new Background(0, 0, 0),
        ['#', .. { Length: 6 } digits] when Number(digits) is { } rgb => new Background((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb),
        _ => null,
    };

    private static uint? Number(string digits) =>
        uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
}
