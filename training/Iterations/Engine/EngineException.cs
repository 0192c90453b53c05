using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>A device that cannot be used, or a run that ONNX Runtime refused: the message says which, why and what to do.</summary>
public sealed class EngineException(string message) : ToolException(message)
{
    /// <summary>The CUDA execution provider was asked for and cannot be had.</summary>
    public static EngineException NoCuda(string reason) =>
        new($"Device cuda: ONNX Runtime cannot use a GPU here ({reason}). It needs an NVIDIA driver, the CUDA 13 libraries "
            + "(cudart, cublas, cublasLt, curand) and cuDNN 9, all on the library path, and the GPU build of ONNX Runtime. "
            + "The command 'doctor' says which of them is missing. Install them, or use --device cpu.");

    /// <summary>An input was to be fed with numbers of another type than its own.</summary>
    public static EngineException WrongElement(string graph, string name, ElementType expected, Type actual) =>
        new($"Graph '{graph}': input '{name}' is {expected}, and was to be fed with {actual.Name}. Ask for its own type.");

    /// <summary>A graph is to take an output of another graph that has another type or shape than its input.</summary>
    public static EngineException UnlikeSource(string graph, Value input, string source, TensorType output) =>
        new(
            $"Graph '{graph}': input '{input.Name}' is {input.Type}, but the output of '{source}' under that name is {output}. "
            + "Build both for the same batch.");

    /// <summary>A name that no input or output of a graph has.</summary>
    public static EngineException NoSuchTensor(string graph, string kind, string name, IEnumerable<string> known) =>
        new($"Graph '{graph}' has no {kind} '{name}'. It has {string.Join(", ", known)}.");
}
