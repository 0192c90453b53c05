using Gan.Onnx.Training.Foundation.Storage;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>An iteration as this project recorded it: a file of <c>train --dump-steps</c>.</summary>
internal sealed class DumpedIteration
{
    private readonly Dictionary<string, Tensor> _tensors = [];

    /// <summary>Reads the file.</summary>
    /// <exception cref="StorageException">It is damaged.</exception>
    public DumpedIteration(string path)
    {
        using var reader = SafetensorsReader.Open(path);
        foreach (var entry in reader.Tensors)
        {
            var values = new float[entry.Shape.Aggregate(1L, (product, side) => product * side)];
            reader.CopyTo<float>(entry.Name, entry.Shape, values);
            _tensors[entry.Name] = from_array(values).reshape([.. entry.Shape]);
        }
    }

    /// <summary>Whether the tensor was recorded.</summary>
    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>A tensor by its full name, such as <c>discriminator_step/images</c>.</summary>
    /// <exception cref="TorchBenchmarkException">There is none.</exception>
    public Tensor Tensor(string name) =>
        Optional(name) ?? throw new TorchBenchmarkException($"the recorded iteration has no tensor '{name}'.");

    /// <summary>The same; null where there is none.</summary>
    public Tensor? Optional(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>A parameter or its gradient, in PyTorch's order of axes: this project stores kernels channels last.</summary>
    public Tensor Weight(string name) => Tensor(name) is var tensor && tensor.dim() == 4 ? tensor.permute(0, 3, 1, 2) : tensor;

    /// <summary>What went into a step.</summary>
    /// <param name="step">discriminator_step or generator_step.</param>
    public Batch Batch(string step) => new(
        Tensor("discriminator_step/images"),
        Optional("discriminator_step/labels")?.argmax(1),
        Tensor($"{step}/z"),
        Optional($"{step}/mix"),
        new RecordedMasks(this, step));

    /// <summary>Sets a network's parameters and buffers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="moment"><c>before</c> or <c>after</c> the iteration.</param>
    public void Load(NetworkModule network, string moment)
    {
        using var frozen = no_grad();
        foreach (var (name, parameter) in network.Parameters)
        {
            parameter.copy_(Weight($"{moment}/{name}"));
        }

        foreach (var (name, buffer) in network.Buffers)
        {
            buffer.copy_(Tensor($"{moment}/{name}"));
        }
    }
}
