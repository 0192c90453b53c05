using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary>What the user asked <c>sample</c> for.</summary>
/// <param name="Model">The model's path.</param>
/// <param name="Count">Images or latents; null for the usual number.</param>
/// <param name="Seed">Of the latents.</param>
/// <param name="Digit">The class of all images; null to draw them.</param>
/// <param name="Label">The same by name or number; null to draw them.</param>
/// <param name="Output">Where they go.</param>
/// <param name="Format">One of <see cref="SampleFiles.Formats"/>.</param>
/// <param name="Latents">Where the latents go; null for nowhere.</param>
/// <param name="Force">Whether files that are there are replaced.</param>
internal sealed record SampleRequest(
    string Model, int? Count, ulong Seed, int? Digit, string? Label, string Output, string Format, string? Latents, bool Force)
{
    /// <summary>Whether the output is a folder of several files.</summary>
    public bool IsFolder => Format == "idx" && !Path.GetExtension(Output).Equals(".idx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks what is in the way of the files.</summary>
    /// <exception cref="RunException">A file is there that may not be replaced, or a folder.</exception>
    public void CheckOutputs()
    {
        var outputs = IsFolder ? IdxSampleFolder.Paths(Output) : [Output];
        Replacing.RequireApart("--output", outputs, "--latents", Latents);
        Replacing.Check(Force, "--output", outputs);
        Replacing.Check(Force, "--latents", Latents is null ? [] : [Latents]);
    }

    /// <summary>The classes that were asked for, in turn; null for none.</summary>
    /// <exception cref="RunException">The model cannot be asked for that.</exception>
    public IReadOnlyList<int>? Classes(Manifest model) => Digit switch
    {
        not null when Label is not null => throw new RunException("--label and --digit both say which class. Leave one of them out."),
        null when Label is not null => [ClassChoice.Of(model, Label)],
        null => null,
        _ when model.Classes == 0 => throw new RunException(
            $"--digit {Digit}: '{model.Preset}' was trained without labels. Leave --digit out, or sample a conditional generator."),
        { } wanted when wanted >= model.Classes => throw new RunException(
            $"--digit {wanted}: the generator has classes 0 to {model.Classes - 1}. Give one of them."),
        { } wanted => [wanted],
    };
}
