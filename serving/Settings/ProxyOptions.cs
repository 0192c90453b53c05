using System.Net;

namespace Gan.Onnx.Serving.Settings;

/// <summary>What lies between the server and its clients.</summary>
/// <param name="Known">
/// Proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed; without any the headers mean nothing. A connection over a Unix
/// socket counts as one from 127.0.0.1.
/// </param>
/// <param name="BasePath">The path that the server is reached under, such as <c>/gan</c>; empty for the root.</param>
internal sealed record ProxyOptions(IReadOnlyList<IPNetwork> Known, string BasePath)
{
    private const string Networks = "addresses, or networks such as 10.0.0.0/8 or fd00::/8, with commas between them";
    private const string BasePathForm = "a path such as /gan, of letters, digits and - . _ ~ /";

    public static ProxyOptions Read(SettingsReader settings)
    {
        var known = settings.List(
            "Proxy:Known", "Proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed.", Networks);
        var basePath = settings.Text("Proxy:BasePath", "The path that the server is reached under.", BasePathForm, "the root");
        return new ProxyOptions(
            [.. known.Select(text => ReadNetwork(settings, text))], ReadBasePath(settings, basePath ?? ""));
    }

    /// <summary>Whether a text is a path that a server can be reached under, without a slash at its end.</summary>
    public static bool IsBasePath(string path) => path.StartsWith('/')
        && path[1..].Split('/').All(part => part is not ("" or "." or ".."))
        && path.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~' or '/');

    private static IPNetwork ReadNetwork(SettingsReader settings, string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw settings.Bad("Proxy:Known", Networks, text);

    private static string ReadBasePath(SettingsReader settings, string text)
    {
        var path = text.TrimEnd('/');
        return path.Length == 0 || IsBasePath(path)
            ? path
            : throw settings.Bad("Proxy:BasePath", BasePathForm, text);
    }
}
