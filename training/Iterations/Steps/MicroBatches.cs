using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>
/// Into how many equal parts a batch may be divided: where every item's part of the loss is its own, the mean of the parts' gradients is
/// the batch's gradient. The number depends on preset and batch alone, so that a run is the same on every machine.
/// </summary>
public static class MicroBatches
{
    /// <summary>Items of a part: with fewer, Gemms are too small; with more, patches of a few dozen channels leave the cache.</summary>
    private const int Items = 16;

    /// <summary>How many parts a batch has; 1 where it must stay whole, or where there are no convolutions to gain by it.</summary>
    /// <param name="preset">Networks and loss.</param>
    /// <param name="batch">Real items of a step.</param>
    public static int Count(Preset preset, int batch)
    {
        Network[] networks = [preset.CreateDiscriminator(), preset.CreateGenerator()];
        var stayWhole = networks.Any(network => network.MixesBatch || network.Buffers.Count > 0);
        var convolves = preset.Discriminator.Layers.Concat(preset.Generator.Layers).Any(layer => layer is Conv2d or ConvTranspose2d);
        return stayWhole || !convolves || batch % Items != 0 ? 1 : batch / Items;
    }

    /// <summary>Whether a step can be run part by part: its inputs have the part's items along axis 0, and it tells scalars.</summary>
    /// <param name="step">The step of one part.</param>
    /// <param name="items">Real items of a part.</param>
    internal static bool Fit(EngineGraph step, int items) =>
        step.Inputs.All(input => input.Shape[0] == items)
        && step.Graph.Outputs.All(output =>
            output.Value.Shape.Rank == 0 || step.Graph.Inputs.Any(input => output.Name == $"{TensorName.Gradient(input.Name)}"));
}
