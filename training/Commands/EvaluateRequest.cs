namespace Gan.Onnx.Training.Commands;

/// <summary>What the user asked <c>evaluate</c> for; null where nothing was said.</summary>
internal sealed record EvaluateRequest(
    string Model,
    int? Samples,
    ulong Seed,
    string? Json,
    string? Neighbours,
    string? Classifier,
    int? HeldOut,
    bool TrainOnFake,
    string? Data,
    bool Force)
{
    public void CheckOutputs()
    {
        if (Neighbours is not null)
        {
            OptionKinds.RequireExtension("--neighbours", Neighbours, ".png");
            Replacing.Check(Force, "--neighbours", Neighbours);
        }

        if (Json is not null)
        {
            Replacing.RequireApart("--json", [Json], "--neighbours", Neighbours);
            Replacing.Check(Force, "--json", Json);
        }
    }
}
