using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Observability;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>
/// A request for images while it is read: its faults, its model, its form. A route reads its parameters and then asks for the
/// <see cref="Answer"/>; the model is held until the request ends.
/// </summary>
internal sealed class ImageQuery : IDisposable
{
    // Numbers above 2⁵³ do not survive JavaScript; a seed drawn here should be good in every client.
    private const long DrawnSeeds = 1L << 53;

    private static readonly string[] Png = ["image/png"];

    private readonly HttpRequest _request;
    private readonly ServingMetrics _metrics;
    private readonly Subject _subject;
    private readonly string? _modelRefusal;
    private readonly bool _hasFittingModel;
    private bool _isNegotiated;
    private IReadOnlyList<string>? _refusedOffers;

    /// <summary>Reads what every route for images has.</summary>
    /// <param name="context">The request, at whose end the model is released.</param>
    /// <param name="catalog">The models.</param>
    /// <param name="metrics">Where the answer is counted.</param>
    /// <param name="subject">What the route's family speaks of.</param>
    /// <param name="known">All query parameters of the route.</param>
    public ImageQuery(HttpContext context, ModelCatalog catalog, ServingMetrics metrics, Subject subject, QueryParameter[] known)
    {
        _request = context.Request;
        _metrics = metrics;
        _subject = subject;
        Reader = new QueryReader(_request.Query, known);
        Invert = Reader.Read(subject.Invert, false);
        Truncation = Reader.Read(ImageParameters.Truncation, 1);
        var name = Reader.Read(ImageParameters.Model, catalog.Default);
        // The version that a model has is in every tag; which of its digits the request gives changes nothing.
        var version = Reader.ReadCondition(ImageParameters.Version, "");
        IsPinned = version.Length > 0;
        if (!catalog.TryFind(name, out var entry))
        {
            _modelRefusal = $"There is no model '{name}'. {catalog.Instead(name)}";
            catalog.TryFind(null, out entry);
        }

        Model = entry!.Hold();
        context.Response.RegisterForDispose(this);
        if (_modelRefusal is null && !Model.Version.StartsWith(version, StringComparison.Ordinal))
        {
            _modelRefusal =
                $"Model '{Model.Name}' has version {Model.Version} now, not {version}. Leave 'version' out, or ask for this one.";
        }

        _hasFittingModel = _modelRefusal is null && (!subject.IsDigits || DigitModels.Has(Manifest));
        if (_modelRefusal is null && !_hasFittingModel)
        {
            Reader.Errors.TryAdd(ImageParameters.Model.Name, [
                $"The model '{Model.Name}' makes no digits ({DigitModels.Rule}), but {DigitModels.Describe(Manifest)}. "
                + $"Ask {Subject.Images.Path} in place of {subject.Path}, and '{Subject.Images.Label.Name}' in place of "
                + $"'{subject.Label.Name}'.",
            ]);
        }
    }

    public QueryReader Reader { get; }

    public ServedModel Model { get; }

    public Manifest Manifest => Model.Generator.Manifest;

    public bool Invert { get; }

    public float Truncation { get; }

    /// <summary>The request names the version.</summary>
    public bool IsPinned { get; }

    /// <summary>The request names the seed.</summary>
    public bool HasSeed => Reader.Has(_subject.Seed);

    /// <summary>The other name by which the client wants the first form called; null for none.</summary>
    public string? MediaType { get; private set; }

    /// <summary>The seed of the request, or one drawn now.</summary>
    public ulong ReadSeed() => Reader.Read(_subject.Seed, (ulong)Random.Shared.NextInt64(DrawnSeeds));

    /// <summary>The classes asked for; null for none.</summary>
    public IReadOnlyList<int>? ReadLabels()
    {
        // Which there are is for the version that answers to say, and that is the one held here; where none answers, any will do.
        var parameter = _modelRefusal is not null ? _subject.LabelOf(null)
            : _hasFittingModel ? _subject.LabelOf(Manifest)
            : _subject.Label;
        var labels = Reader.Read(parameter, null!);
        if (labels is not null)
        {
            RequireLabels(_subject.Label.Name, labels);
        }

        return labels;
    }

    /// <summary>Notes classes that the model cannot be asked for.</summary>
    public void RequireLabels(string parameter, IReadOnlyList<int> labels)
    {
        if (!_hasFittingModel)
        {
            return;
        }

        var label = _subject.Label.Name;
        if (Manifest.Classes == 0)
        {
            Reader.Errors[parameter] =
            [
                $"The model '{Manifest.Preset}' was trained without labels, so it cannot be asked for a {label}. "
                + $"Leave '{label}' out, or have a conditional model served.",
            ];
        }
        else if (labels.Any(each => each >= Manifest.Classes))
        {
            Reader.Errors[parameter] = [$"The model '{Manifest.Preset}' knows the {label}s 0 to {Manifest.Classes - 1} only."];
        }
    }

    /// <summary>The form of the answer: the parameter's, or the one that the client likes best.</summary>
    /// <param name="format">Its choices are the names of the offers.</param>
    /// <param name="offers">Media types, in the order of the choices; one that is left over is another name of the first.</param>
    public string ReadFormat(ChoiceParameter format, IReadOnlyList<string> offers)
    {
        _isNegotiated = !Reader.Has(format);
        return Reader.Read(format, _isNegotiated ? Negotiate(format, offers) : format.Choices[0]);
    }

    /// <summary>For routes that know one form only.</summary>
    public void AcceptPng()
    {
        if (Negotiation.Choose(_request, Png) is null)
        {
            _refusedOffers = Png;
        }
    }

    /// <summary>Notes a picture that is too large.</summary>
    public void LimitPixels((int Width, int Height) size, int frames = 1)
    {
        if (ImageLimits.FaultOfPicture(size, frames) is { } fault)
        {
            Reader.Errors[_subject.Scale.Name] = [fault];
        }
    }

    /// <summary>The answer: images, or why there are none.</summary>
    /// <param name="latents">What the images are made from.</param>
    /// <param name="count">How many.</param>
    /// <param name="body">Their form.</param>
    /// <param name="seed">From <see cref="ReadSeed"/>; null for a route that demands its seeds.</param>
    public Results<ImageAnswer, ProblemHttpResult> Answer(ILatentSource latents, int count, AnswerBody body, ulong? seed = null)
    {
        if (_hasFittingModel && ImageLimits.FaultOfImages(count, Manifest) is { } fault)
        {
            Reader.Errors.TryAdd("count", [fault]);
        }

        if (Refusal() is { } refusal)
        {
            return refusal;
        }

        var tag = seed is null || HasSeed ? EntityTag.For(Model, MediaType is null ? Reader.Key : $"{Reader.Key}&as={MediaType}") : null;
        return new ImageAnswer(Model, _metrics, latents, count, body, seed, new Caching(tag, IsPinned, _isNegotiated));
    }

    public void Dispose() => Model.Release();

    private string Negotiate(ChoiceParameter format, IReadOnlyList<string> offers)
    {
        if (Negotiation.Choose(_request, offers) is { } chosen)
        {
            var choice = offers.ToList().IndexOf(chosen);
            if (choice < format.Choices.Length)
            {
                return format.Choices[choice];
            }

            MediaType = chosen;
            return format.Choices[0];
        }

        _refusedOffers = offers;
        return format.Choices[0];
    }

    private ProblemHttpResult? Refusal() =>
        Reader.Errors.Count > 0 ? Problems.BadQuery(Reader.Errors)
        : _modelRefusal is not null ? Problems.NoSuchModel(_modelRefusal)
        : _refusedOffers is not null ? Problems.NotAcceptable(
            QueryReader.Quoted(string.Join(", ", _request.Headers.Accept.AsEnumerable())), _refusedOffers, _isNegotiated)
        : null;
}
