namespace Gan.Onnx.Serving.Settings;

/// <summary>Web pages of other origins that may ask, from their visitors' browsers.</summary>
/// <param name="Origins">Such as <c>https://page.example</c>; <c>*</c> alone for every page; none for none.</param>
internal sealed record CrossOriginOptions(IReadOnlyList<string> Origins)
{
    private const string Any = "*";

    /// <summary>Pages of other origins may ask at all.</summary>
    public bool IsOn => Origins.Count > 0;

    /// <summary>Every page may ask.</summary>
    public bool AllowsAny => Origins.Contains(Any);

    public static CrossOriginOptions Read(SettingsReader settings)
    {
        const string Expected = "* alone, or origins such as https://page.example (no path, no slash at the end)";
        var origins = settings.List("Cors:Origins", "Web pages of other origins that may ask, with commas between them.", Expected);
        foreach (var origin in origins)
        {
            if (!IsOrigin(origin) && !(origin == Any && origins.Length == 1))
            {
                throw settings.Bad("Cors:Origins", Expected, origin);
            }
        }

        return new CrossOriginOptions(origins);
    }

    /// <summary>As browsers send it: scheme, host, and the port where it is not the usual one.</summary>
    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
}
