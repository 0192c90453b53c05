using System.Text.Json.Serialization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) with PyTorch's order of operations: parameter −= lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε).
/// </summary>
/// <param name="LearningRate">Step size.</param>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="Decay">How the step size falls towards the end; absent for one that stays.</param>
public sealed record Adam(
    [Within(1e-12, 10)] double LearningRate,
    [Within(0, 1, BelowMost = true)] double Beta1,
    [Within(0, 1, BelowMost = true)] double Beta2,
    [Within(1e-30, 1)] double Epsilon,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CosineDecay? Decay = null) : Optimizer
{
    private const string FirstMoment = "exp_avg";
    private const string SecondMoment = "exp_avg_sq";
    private const string StepSize = "step_size";
    private const string RootCorrection = "inverse_root_bias_correction2";

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => [FirstMoment, SecondMoment];

    /// <summary>The step size of an update.</summary>
    /// <param name="update">Its number, from 1.</param>
    public double RateOf(long update) => LearningRate * (Decay?.Share(update) ?? 1);

    /// <inheritdoc/>
    public override void Validate(string field)
    {
        base.Validate(field);
        if (Decay is not null)
        {
            Bounds.Check($"{field}.decay", Decay);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Computed in double precision here: 1 − β₂ᵗ loses four digits in single precision at the first step.</remarks>
    public override IReadOnlyList<(string Name, float Value)> StepScalars(long step) =>
    [
        (StepSize, (float)(RateOf(step) / (1 - Math.Pow(Beta1, step)))),
        (RootCorrection, (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)))),
    ];

    /// <inheritdoc/>
    public override bool Update(long step, Span<float> parameters, ReadOnlySpan<float> gradients, StateBlocks states)
    {
        var scalars = StepScalars(step);
        return new AdamKernel(Beta1, Beta2, Epsilon, scalars[0].Value, scalars[1].Value)
            .Update(parameters, gradients, states(FirstMoment), states(SecondMoment));
    }

    /// <inheritdoc/>
    public override (Value Parameter, IReadOnlyList<Value> States) Update(
        Value parameter, Value gradient, IReadOnlyList<Value> states, IReadOnlyDictionary<string, Value> scalars)
    {
        var first = (Beta1 * states[0]) + ((1 - Beta1) * gradient);
        var second = (Beta2 * states[1]) + ((1 - Beta2) * (gradient * gradient));
        var denominator = (second.Sqrt() * scalars[RootCorrection]) + Epsilon;
        return (parameter - (scalars[StepSize] * (first / denominator)), [first, second]);
    }
}
