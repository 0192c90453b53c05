using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>
/// What a family of routes answers with, and how it speaks of it. The routes for digits are for models that make digits, and promise what
/// these look like; those for images are for every model.
/// </summary>
/// <param name="Path">Where the family's paths start.</param>
/// <param name="Title">The family's name.</param>
/// <param name="Article">Of the noun.</param>
/// <param name="Noun">One of them.</param>
/// <param name="Label">The parameter that asks for classes.</param>
/// <param name="Invert">The parameter that turns them into their opposite.</param>
internal sealed record Subject(
    string Path, string Title, string Article, string Noun, QueryParameter<IReadOnlyList<int>> Label, SwitchParameter Invert)
{
    /// <summary>Handwritten digits, of models that make some.</summary>
    public static readonly Subject Digits = new(
        "/digits", "Digits", "a", "digit",
        new DigitListParameter(
            "digit", 9,
            "Image k shows digit k modulo the length of this list, if the model can be asked for digits; by default each is drawn."),
        new SwitchParameter("invert", "Black ink on white instead of white on black."));

    /// <summary>Images of any model.</summary>
    public static readonly Subject Images = new(
        "/images", "Images", "an", "image",
        new LabelListParameter(
            "label", null,
            "Image k shows class k modulo the length of this list, if the model can be asked for classes; by default each is drawn. "
            + "A class is its number, or its name where it has one (see /models); what is both is the name."),
        new SwitchParameter(
            "invert", "Every value becomes its opposite: black on white instead of white on black, and the negative of colours."));

    /// <summary>Several of them.</summary>
    public string Many => $"{Noun}s";

    /// <summary>The seed of a request.</summary>
    public IntegerParameter Seed { get; } = new(
        "seed", 0, ulong.MaxValue, null,
        $"Makes the answer reproducible: image k depends on the seed, on k and on the {Label.Name} asked for, whatever the count. "
        + "Without it a seed below 2^53 is drawn. Either way it comes back in the header X-Seed.",
        "uint64");

    /// <summary>How much larger a picture is than its images.</summary>
    public IntegerParameter Scale { get; } = new(
        "scale", 1, 16, 1, $"Each pixel of {Article} {Noun} becomes a square of this many pixels. Pictures only.");

    /// <summary>Whether only models that make digits may answer.</summary>
    public bool IsDigits => Path == Digits.Path;

    /// <summary>A route's own parameters, and those that every route for images has.</summary>
    public QueryParameter[] With(params ReadOnlySpan<QueryParameter> own) =>
        [.. own, Invert, ImageParameters.Truncation, ImageParameters.Model, ImageParameters.Version];

    /// <summary>The parameter <see cref="Label"/> for a model.</summary>
    /// <param name="manifest">The model's; null where none answers, so that what it could be asked for is not known.</param>
    public QueryParameter<IReadOnlyList<int>> LabelOf(Manifest? manifest) => Label switch
    {
        DigitListParameter digits when manifest?.Classes != 0 => digits with { Largest = (manifest?.Classes - 1) ?? int.MaxValue },
        LabelListParameter labels when manifest is { Classes: > 0 } => labels with { Labels = new ClassLabels(manifest) },
        _ => Label,
    };
}
