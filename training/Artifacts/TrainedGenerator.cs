using System.Runtime.InteropServices;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Artifacts;

/// <summary>
/// What ONNX Runtime Training made of a generator, as one of two files: a checkpoint of either network (each holds both), or nothing but
/// the numbers of the generator's state, as its getContiguousParameters gives them, little-endian.
/// </summary>
public static class TrainedGenerator
{
    /// <summary>Reads the file into the generator's parameters; a moving average becomes equal to them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="generator">Receives the parameters, and what layers carry.</param>
    /// <param name="discriminator">Its size alone matters: the generator's state ends with it.</param>
    /// <exception cref="ArtifactException">The file does not fit the networks, or holds NaN or infinity.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void Read(string path, ParameterBlock generator, ParameterBlock discriminator)
    {
        var bytes = File.ReadAllBytes(path);
        if (CheckpointReader.IsCheckpoint(bytes))
        {
            var tensors = new CheckpointReader(path).Read(bytes).All.ToLookup(tensor => tensor.Name);
            Fill(path, generator, entry => tensors[entry.Name].FirstOrDefault() is { } tensor && tensor.Shape.SequenceEqual(entry.Shape)
                ? tensor.Elements
                : throw Foreign($"'{path}' holds no {entry.Name} [{string.Join(",", entry.Shape)}]"));
        }
        else
        {
            RequireLength(path, bytes.Length, generator, discriminator);
            var at = 0;
            Fill(path, generator, entry =>
            {
                at += entry.Length;
                return MemoryMarshal.Cast<byte, float>(bytes)[(at - entry.Length)..at];
            });
        }

        if (generator.Average is not null)
        {
            generator.Values.Span.CopyTo(generator.Sampled.Span);
        }
    }

    private static void RequireLength(string path, long length, ParameterBlock generator, ParameterBlock discriminator)
    {
        static long Numbers(IEnumerable<ParameterEntry> entries) => entries.Sum(entry => entry.Length);
        var carried = Numbers(generator.Buffers.Entries);
        var all = Numbers(generator.Entries) + carried + Numbers(discriminator.Entries) + Numbers(discriminator.Buffers.Entries);
        long[] expected = carried == 0 ? [sizeof(float) * all, sizeof(float) * Numbers(generator.Entries)] : [sizeof(float) * all];
        if (!expected.Contains(length))
        {
            throw Foreign(
                $"'{path}' is neither a checkpoint nor the numbers of this generator: it has {length} bytes, "
                + $"expected {string.Join(" or ", expected)}");
        }
    }

    private static ArtifactException Foreign(string found) => new($"{found}. Give the preset that its artifacts were made of.");

    private static void Fill(string path, ParameterBlock generator, Elements elementsOf)
    {
        var carried = generator.Buffers;
        foreach (var (entries, buffer) in new[] { (generator.Entries, generator.Values), (carried.Entries, carried.Current) })
        {
            foreach (var entry in entries)
            {
                var elements = elementsOf(entry);
                if (elements.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                {
                    throw new ArtifactException(
                        $"'{path}': {entry.Name} holds NaN or infinity. The training broke down; take an earlier state.");
                }

                elements.CopyTo(buffer.Span[entry.Offset..]);
            }
        }
    }

    private delegate ReadOnlySpan<float> Elements(ParameterEntry entry);
}
