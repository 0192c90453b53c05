using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>D's logits for real items and fakes, and its slopes there.</summary>
internal sealed class ScoredItems
{
    /// <summary>The name of a pass over real items alone.</summary>
    public const string RealPass = "real";

    /// <summary>The name of a pass over fakes alone.</summary>
    public const string FakePass = "fake";

    private readonly Lazy<(Tensor Real, Tensor Fake)> _slopeSquares;
    private readonly Lazy<Tensor> _realUnderNextLabels;

    /// <summary>Applies D.</summary>
    /// <param name="discriminator">From items to a logit each.</param>
    /// <param name="batch">Real items, labels and masks.</param>
    /// <param name="fake">Fakes without a gradient.</param>
    /// <param name="mixes">Whether D lets items of a batch see each other: then real items and fakes are batches of their own.</param>
    /// <param name="slopes">Whose slopes penalties ask for.</param>
    public ScoredItems(NetworkModule discriminator, Batch batch, Tensor fake, bool mixes, SlopesAsked slopes)
    {
        // In one pass, slopes would be computed at all items; where half of them is asked for, two passes are less work.
        if (!mixes && slopes.Real == slopes.Fake)
        {
            var count = fake.shape[0];
            var items = cat([batch.Real, fake]).requires_grad_(slopes.Real);
            var labels = batch.Labels is { } one ? cat([one, one]) : null;
            var pass = batch.Pass() with { Labels = labels };
            var features = discriminator.BeforeLabels(pass, items);
            var logits = discriminator.FromLabels(pass, features);
            (Real, Fake) = Halves(logits);
            _realUnderNextLabels = new(() => discriminator.FromLabels(pass with { Labels = Next() }, Halves(features).Item1));
            _slopeSquares = new(() => Halves(SlopeSquares(logits, items)));
            return;

            (Tensor, Tensor) Halves(Tensor both) => (both.narrow(0, 0, count), both.narrow(0, count, count));
        }

        var real = batch.Real.detach().requires_grad_(slopes.Real);
        fake = fake.detach().requires_grad_(slopes.Fake);
        var alone = batch.Pass(RealPass);
        var made = discriminator.BeforeLabels(alone, real);
        Real = discriminator.FromLabels(alone, made);
        _realUnderNextLabels = new(() => discriminator.FromLabels(alone with { Labels = Next() }, made));
        Fake = discriminator.Forward(batch.Pass(FakePass), fake);
        _slopeSquares = new(() => (
            slopes.Real ? SlopeSquares(Real, real) : zeros(1),
            slopes.Fake ? SlopeSquares(Fake, fake) : zeros(1)));

        Tensor Next() => batch.Labels!.roll(-1, 0);
    }

    /// <summary>Logits of the real items, [N, 1].</summary>
    public Tensor Real { get; }

    /// <summary>Logits of the fakes, [N, 1].</summary>
    public Tensor Fake { get; }

    /// <summary>Logits of the real items under the next item's label, [N, 1].</summary>
    public Tensor RealUnderNextLabels() => _realUnderNextLabels.Value;

    /// <summary>|∂D(x)/∂x|² of each item, [N]; only those that were asked for.</summary>
    public (Tensor Real, Tensor Fake) SlopeSquares() => _slopeSquares.Value;

    /// <summary>∂D(x)/∂x of each item, [N, features], which can be differentiated again.</summary>
    public static Tensor Slopes(Tensor logits, Tensor items) =>
        autograd.grad([logits.sum()], [items], retain_graph: true, create_graph: true)[0].flatten(1);

    private static Tensor SlopeSquares(Tensor logits, Tensor items) => Slopes(logits, items).square().sum(1);
}
