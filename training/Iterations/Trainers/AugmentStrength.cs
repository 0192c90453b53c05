using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>How strongly pictures are changed, which follows the discriminator where the preset says so.</summary>
/// <param name="options">How it begins and how it goes on.</param>
public sealed class AugmentStrength(AugmentOptions options)
{
    /// <summary>Where it stands: all that is needed to go on from here.</summary>
    public AugmentState State { get; set; } = new(options.Strength, 0, 0);

    /// <summary>Takes note of one step of the discriminator.</summary>
    /// <param name="sign">The mean of sign(D(real)), or of sign(D(real) − D(fake)), −1 to 1.</param>
    /// <param name="batch">Real items of the step.</param>
    public void See(double sign, int batch)
    {
        if (options.Adaptive is not { } adaptive)
        {
            return;
        }

        var (strength, signs, steps) = (State.Strength, State.Signs + sign, State.Steps + 1);
        if (steps == adaptive.Every)
        {
            strength = Math.Clamp(strength + (Math.Sign((signs / steps) - adaptive.Target) * batch * steps / adaptive.Images), 0, 1);
            (signs, steps) = (0, 0);
        }

        State = new AugmentState(strength, signs, steps);
    }
}

/// <summary>Where the strength stands.</summary>
/// <param name="Strength">Each picture's probability of each change, 0 to 1.</param>
/// <param name="Signs">Sum of the signs since it last changed.</param>
/// <param name="Steps">Steps since then.</param>
public sealed record AugmentState(double Strength, double Signs, int Steps);
