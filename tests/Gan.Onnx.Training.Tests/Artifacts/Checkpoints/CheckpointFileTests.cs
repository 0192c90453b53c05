using Gan.Onnx.Training.Artifacts.Checkpoints;

namespace Gan.Onnx.Training.Tests.Artifacts.Checkpoints;

/// <summary>
/// Checkpoints as they are written and read; scripts/ort-training reads them independently, and loads them in the runtime.
/// </summary>
public class CheckpointFileTests
{
    private static readonly TrainingState State = new(
        [
            new StateTensor("generator.0.weight", [2, 3], [1, -2, 3.5f, 0, float.Epsilon, -0f]),
            new StateTensor("generator.0.bias", [2], [7, 8]),
        ],
        [new StateTensor("discriminator.0.weight", [1, 2], [0.1f, 0.2f]), new StateTensor("scalar", [], [9])],
        new OptimizerGroup(
            Step: 12,
            LearningRate: 2e-4f,
            [
                Moments("generator.0.weight", [2, 3], [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]),
                Moments("generator.0.bias", [2], [1, 2], [3, 4]),
            ]));

    [Fact]
    public void What_was_written_is_read_back() => Assert.Equivalent(State, Read(CheckpointWriter.Write(State)), strict: true);

    [Fact]
    public void Without_an_optimizer_and_frozen_parameters_it_is_read_back_too()
    {
        var state = new TrainingState(State.Trainable, [], Optimizer: null);

        Assert.Equivalent(state, Read(CheckpointWriter.Write(state)), strict: true);
    }

    [Fact]
    public void Equal_states_give_equal_bytes() => Assert.Equal(CheckpointWriter.Write(State), CheckpointWriter.Write(State));

    [Fact]
    public void A_file_that_is_cut_off_is_refused_or_lacks_nothing()
    {
        var whole = CheckpointWriter.Write(State);
        var refused = Enumerable.Range(0, whole.Length).Count(length => !CanRead(whole[..length]));

        // Flatbuffers grow from back to front, so that the end of the file is what was written first: a tensor's name.
        Assert.InRange(refused, whole.Length - 8, whole.Length);
    }

    [Fact]
    public void Damage_anywhere_is_refused_in_words_or_changes_nothing_but_numbers()
    {
        var whole = CheckpointWriter.Write(State);
        var refused = 0;
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var bit in new[] { 0x01, 0x80 })
            {
                var damaged = (byte[])whole.Clone();
                damaged[at] ^= (byte)bit;
                refused += CanRead(damaged) ? 0 : 1;
            }
        }

        Assert.InRange(refused, whole.Length / 4, 2 * whole.Length);
    }

    private static ParameterMoments Moments(string parameter, long[] shape, float[] first, float[] second) =>
        new(parameter, [new StateTensor("momentum0", shape, first), new StateTensor("momentum1", shape, second)]);

    private static TrainingState Read(byte[] bytes) => new CheckpointReader("checkpoint").Read(bytes);

    private static bool CanRead(byte[] bytes)
    {
        try
        {
            Read(bytes);
            return true;
        }
        catch (ArtifactException exception)
        {
            Assert.StartsWith("'checkpoint' breaks the rule ", exception.Message);
            return false;
        }
    }
}
