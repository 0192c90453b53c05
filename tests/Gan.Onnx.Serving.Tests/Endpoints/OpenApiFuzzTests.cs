using System.Globalization;
using System.Net;
using System.Text.Json;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>
/// Holds the server to its own API description, read while it runs: requests made from the schemas, valid and not, are answered as the
/// description says, whatever parameters it has.
/// </summary>
public class OpenApiFuzzTests
{
    private const int Seed = 20261124;
    private const int ValidPerOperation = 30;
    private const int OddPerParameter = 10;
    private const int UnknownPerOperation = 6;

    [Theory]
    [InlineData("good", 0)]
    [InlineData("conditional", 10)]
    [InlineData("colour", 3)]
    public async Task Every_answer_is_one_that_the_description_promises(string model, int classes)
    {
        var makesDigits = model != "colour";
        using var folder = makesDigits ? new ModelFolder(model) : ModelFolder.Colour();
        if (makesDigits)
        {
            folder.WriteManifest(manifest => manifest with { Classes = classes });
        }

        // A socket: only there are paths and queries taken apart as in operation.
        await using var server = new SocketServer(("Model:Path", folder.Path));
        using var description = JsonDocument.Parse(await server.Client.GetStringAsync("/openapi/v1.json"));
        var schemas = new DescribedDocuments(description.RootElement);
        var random = new Random(Seed);
        var (answered, refused) = (0, 0);
        foreach (var operation in await OperationsAsync(description.RootElement, server.Client, random))
        {
            var served = 0;
            for (var i = 0; i < ValidPerOperation; i++)
            {
                served += await CheckAsync(server.Client, operation, operation.Valid(), schemas, classes) == HttpStatusCode.OK ? 1 : 0;
            }

            var isOfDigits = operation.Path.StartsWith("/digits", StringComparison.Ordinal);
            var needsClasses = operation.Path.StartsWith("/digits/text", StringComparison.Ordinal);
            Assert.True(
                served > 0 || (needsClasses && classes == 0) || (isOfDigits && !makesDigits),
                $"No valid request to {operation.Path} was answered with 200.");
            Assert.True(served == 0 || !isOfDigits || makesDigits, $"A request to {operation.Path} was answered in colour.");
            answered += served;
            foreach (var name in operation.Names)
            {
                var faults = 0;
                for (var i = 0; i < OddPerParameter; i++)
                {
                    var request = operation.Odd(name);
                    await CheckAsync(server.Client, operation, request, schemas, classes);
                    faults += request.Faults.Count;
                }

                Assert.True(faults > 0 || operation.Path == "/models/{name}", $"No odd '{name}' of {operation.Path} was a fault.");
                refused += faults;
            }

            for (var i = 0; i < UnknownPerOperation; i++)
            {
                await CheckAsync(server.Client, operation, operation.Unknown(), schemas, classes);
            }
        }

        Assert.True(
            answered > 3 * ValidPerOperation && refused > 100,
            $"Only {answered} requests were answered with 200, and {refused} had a fault.");
    }

    /// <summary>The operations of all GET routes.</summary>
    private static async Task<List<FuzzOperation>> OperationsAsync(JsonElement description, HttpClient client, Random random)
    {
        var models = JsonDocument.Parse(await client.GetStringAsync("/models")).RootElement;
        var name = models.GetProperty("default").GetString()!;
        var version = models.GetProperty("models")[0].GetProperty("version").GetString()!;
        var known = new Dictionary<string, string> { ["model"] = name, ["name"] = name, ["version"] = version[..12] };
        return
        [
            .. description.GetProperty("paths").EnumerateObject()
                .Where(path => path.Value.TryGetProperty("get", out _))
                .Select(path => new FuzzOperation(path.Name, path.Value.GetProperty("get"), known, random)),
        ];
    }

    private static async Task<HttpStatusCode> CheckAsync(
        HttpClient client, FuzzOperation operation, FuzzRequest request, DescribedDocuments schemas, int classes)
    {
        // As it stands: the Uri class would mend some of it.
        var target = new Uri(
            $"{client.BaseAddress!.ToString().TrimEnd('/')}{request.Target}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var response = await client.GetAsync(target);
        var body = await response.Content.ReadAsByteArrayAsync();
        var said = $"GET {request.Target[..Math.Min(200, request.Target.Length)]}: {(int)response.StatusCode}";

        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        Assert.True((int)response.StatusCode < 500, said);
        Assert.True(operation.Responses.TryGetProperty(status, out var described), $"{said} is not described");
        var document = CheckBody(described, response.Content.Headers.ContentType?.MediaType, body, schemas, said);
        CheckStatus(operation, request, response.StatusCode, document, classes, said);
        return response.StatusCode;
    }

    private static JsonElement? CheckBody(JsonElement described, string? mediaType, byte[] body, DescribedDocuments schemas, string said)
    {
        if (!described.TryGetProperty("content", out var content))
        {
            Assert.True(body.Length == 0, $"{said} has a body, which is not described");
            return null;
        }

        Assert.True(content.TryGetProperty(mediaType ?? "", out var form), $"{said} as '{mediaType}', which is not described");
        if (!mediaType!.EndsWith("json", StringComparison.Ordinal))
        {
            Assert.True(body.Length > 0, $"{said} has no body");
            return null;
        }

        var document = JsonDocument.Parse(body).RootElement;
        var fault = schemas.Fault(form.GetProperty("schema"), document);
        Assert.True(fault is null, $"{said} with a document that the schema forbids: {fault}");
        return document;
    }

    private static void CheckStatus(
        FuzzOperation operation, FuzzRequest request, HttpStatusCode status, JsonElement? document, int classes, string said)
    {
        string[] errors = document is { ValueKind: JsonValueKind.Object } problem && problem.TryGetProperty("errors", out var named)
            ? [.. named.EnumerateObject().Select(error => error.Name)]
            : [];
        var isModelAsked = request.Values.Keys.Any(name => name is "model" or "version" or "name");
        // Which classes there are is for the model that answers to say, and where another is asked for, there may be none.
        string[] faults = [.. request.Faults.Where(fault => fault != "label" || !isModelAsked)];
        if (faults.Length > 0 && operation.Responses.TryGetProperty("400", out _))
        {
            Assert.True(status == HttpStatusCode.BadRequest, $"{said}, but {string.Join(", ", faults)} is not valid");
            // Names that differ in case only count as one, given twice.
            Assert.True(
                faults.All(fault => errors.Contains(fault, StringComparer.OrdinalIgnoreCase)),
                $"{said}, which names {string.Join(", ", errors)} in place of {string.Join(", ", faults)}");
            return;
        }

        switch (status)
        {
            case HttpStatusCode.OK:
                break;
            case HttpStatusCode.NotFound:
                Assert.True(isModelAsked, $"{said}, but it names no model");
                break;
            case HttpStatusCode.BadRequest:
                Assert.NotEmpty(errors);
                Assert.All(errors, error => Assert.True(
                    IsLimit(error, request.Values, operation, classes), $"{said} because of '{error}', which is valid"));
                break;
            default:
                Assert.Fail($"{said}, but every parameter is valid");
                break;
        }
    }

    /// <summary>Limits that lie between parameters, or in the model, as their descriptions say.</summary>
    private static bool IsLimit(
        string parameter, IReadOnlyDictionary<string, string> values, FuzzOperation operation, int classes) =>
        parameter switch
        {
            "columns" => int.Parse(values["columns"], CultureInfo.InvariantCulture)
                > int.Parse(values.GetValueOrDefault("count", "16"), CultureInfo.InvariantCulture),
            // The largest picture; unscaled, every one is smaller.
            "scale" => values.GetValueOrDefault("scale", "1") != "1",
            "digit" or "digits" => classes == 0,
            // Of the three models that are asked, the one in colour makes no digits, and it alone has names.
            "label" => !values.TryGetValue("label", out var labels) || labels.Split(',').Any(item =>
                !item.All(char.IsAsciiDigit)
                || !int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var label)
                || label >= classes),
            "model" => classes == 3 && operation.Path.StartsWith("/digits", StringComparison.Ordinal),
            _ => false,
        };
}
