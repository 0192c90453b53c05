using System.Runtime.InteropServices;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>What some iterations gave.</summary>
/// <param name="First">After the first iteration.</param>
/// <param name="Last">After the last one.</param>
internal sealed record Course(Course.Moment First, Course.Moment Last)
{
    /// <summary>Trains, and gives the trainer back.</summary>
    public static Course Of(Trainer fresh, int steps)
    {
        using var trainer = fresh;
        var first = Moment.After(trainer, trainer.Iterate());
        var last = first;
        for (var step = 2; step <= steps; step++)
        {
            var result = trainer.Iterate();
            last = step == steps ? Moment.After(trainer, result) : last;
        }

        return new Course(first, last);
    }

    /// <summary>Losses, and all parameters and optimizer states, by name; and the last gradients, by network.</summary>
    internal sealed record Moment(
        float DiscriminatorLoss,
        float GeneratorLoss,
        IReadOnlyDictionary<string, float[]> Parameters,
        IReadOnlyDictionary<string, float[]> States,
        IReadOnlyDictionary<string, float[]> Gradients)
    {
        public static Moment After(Trainer trainer, IterationResult result)
        {
            trainer.Engine.Download();
            Dictionary<string, float[]> parameters = [], states = [];
            foreach (var block in trainer.Engine.Blocks)
            {
                foreach (var (name, entry, buffer) in block.Persistent())
                {
                    (buffer == block.Values ? parameters : states)[name] = buffer.Span.Slice(entry.Offset, entry.Length).ToArray();
                }
            }

            var gradients = trainer.Engine.Blocks.ToDictionary(block => block.Network.Name, block => block.Gradients.Span.ToArray());
            return new Moment(result.DiscriminatorLoss, result.GeneratorLoss, parameters, states, gradients);
        }

        /// <summary>The larger of both losses' relative differences.</summary>
        public double LossError(Moment expected) => Math.Max(
            Difference.Relative(DiscriminatorLoss, expected.DiscriminatorLoss), Difference.Relative(GeneratorLoss, expected.GeneratorLoss));

        /// <summary>The relative difference of all parameters taken as one vector.</summary>
        public double ParameterError(Moment expected) => Difference.Relative(
            [.. expected.Parameters.Keys.SelectMany(name => Parameters[name])],
            [.. expected.Parameters.Values.SelectMany(values => values)]);

        /// <summary>The relative difference of a network's gradients.</summary>
        public double GradientError(string network, Moment expected) =>
            Difference.Relative(Gradients[network], expected.Gradients[network]);

        /// <summary>The parameter that differs the most by itself.</summary>
        public (string Name, double Error) Worst(Moment expected) =>
            expected.Parameters.Select(pair => (pair.Key, Difference.Relative(Parameters[pair.Key], pair.Value))).MaxBy(pair => pair.Item2);

        /// <summary>Whether losses, parameters and states are the same to the bit.</summary>
        public bool HasBitsOf(Moment other) =>
            BitConverter.SingleToInt32Bits(DiscriminatorLoss) == BitConverter.SingleToInt32Bits(other.DiscriminatorLoss)
            && BitConverter.SingleToInt32Bits(GeneratorLoss) == BitConverter.SingleToInt32Bits(other.GeneratorLoss)
            && Same(Parameters, other.Parameters)
            && Same(States, other.States);

        private static bool Same(IReadOnlyDictionary<string, float[]> some, IReadOnlyDictionary<string, float[]> others) =>
            some.All(pair => MemoryMarshal.AsBytes<float>(pair.Value).SequenceEqual(MemoryMarshal.AsBytes<float>(others[pair.Key])));
    }
}
