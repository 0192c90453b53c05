using CsCheck;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>Whatever a client asks: it is answered, or told what is wrong; no query is an error of the server.</summary>
public sealed class AnyQueryTests
{
    private const int Samples = 1500;

    private static readonly string[] Paths =
    [
        "/digits", "/digits/0.png", "/digits/4294967295.png", "/digits/4294967296.png", "/digits/x.png", "/digits/text/2026-11-26",
        "/digits/text/01234", "/digits/text/%2f1", "/digits/interpolation", "/models", "/models/%00", "/models/..%2f", "/models/reload",
        "/healthz/ready", "/", "/%ff", "//", "/digits/", "/digits/text/",
        "/images", "/images/7.png", "/images/interpolation", "/images/text/1",
    ];

    private static readonly string[] Names =
    [
        "count", "seed", "digit", "label", "label",
        "columns", "padding", "scale", "format", "invert", "truncation", "model", "version", "from", "to",
        "frames", "delay", "digits", "index", "COUNT", "", "%00", "seed%3d",
    ];

    private static readonly string[] Values =
    [
        "", "0", "1", "2", "4", "5", "9", "16", "100", "-1", "2147483647", "2147483648", "4294967296", "18446744073709551615", "0.0", "1.0",
        "0.0000000000000", "1e-9", "NaN", "png", "json", "npy", "true", "0,1,2,3,4", "0,5", ",",
        "cat", "CAT,2", "dog,%20brown", "dog,brown", "cat,", "00000000", "ffffffffff", "%00", "%ff",
        "%", "%ed%a0%80", "+", "%2b1", "%0d%0aX:%201", "default",
    ];

    private static readonly Gen<string> Value = Gen.OneOf(OneOf(Values), Gen.String[0, 6].Select(Uri.EscapeDataString));

    private static readonly Gen<string> Target = Gen.Select(
        Gen.OneOf(OneOf(Paths), Gen.String[0, 8].Select(text => "/digits/text/" + Uri.EscapeDataString(text))),
        Gen.Select(Gen.OneOf(OneOf(Names), OneOf(Names), Value), Value, (name, value) => $"{name}={value}").Array[0, 4],
        (path, query) => query.Length == 0 ? path : $"{path}?{string.Join('&', query)}");

    [Theory]
    [InlineData("good", 0)]
    [InlineData("five-classes", 5)]
    [InlineData("colour", 3)]
    public async Task Is_answered_or_refused(string model, int classes)
    {
        using var folder = model == "colour" ? ModelFolder.Colour() : new ModelFolder(model);
        folder.WriteManifest(manifest => Manifest.Read(folder.ManifestFile) with { Sha256 = manifest.Sha256, Classes = classes });
        await using var server = new SocketServer(("Model:Path", folder.Path));
        var address = server.Address.ToString().TrimEnd('/');

        Target.Sample(
            target =>
            {
                // The Uri class would mend some of it.
                var asItStands = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address + target, asItStands));
                using var response = server.Client.Send(request);
                Assert.InRange((int)response.StatusCode, 200, 499);
            },
            iter: Samples);
    }

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
