namespace Gan.Onnx.Training.Runs;

/// <summary>One of the ways in which a GAN's training fails without a number that is not finite.</summary>
public abstract record Verdict
{
    /// <summary>Iterations that pass before anything is said: an untrained generator shows nearly one image too.</summary>
    public const long FirstStep = 1000;

    /// <summary>What it is called, in one word.</summary>
    public abstract string Name { get; }

    /// <summary>What it means, as a heading.</summary>
    public abstract string Heading { get; }

    /// <summary>What was seen, with its figures, after the name.</summary>
    protected abstract string Seen { get; }

    /// <summary>The line that users read.</summary>
    public sealed override string ToString() => $"{Name}: {Seen}";
}
