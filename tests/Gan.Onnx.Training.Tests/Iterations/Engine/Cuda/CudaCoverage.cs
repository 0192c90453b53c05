using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Iterations.Engine.Cuda;

/// <summary>
/// Reads an ONNX file as ONNX Runtime does, and says which of its nodes the CUDA execution provider could not run, or not
/// without a detour over the CPU.
/// </summary>
internal static class CudaCoverage
{
    /// <summary>
    /// The inputs that CUDA kernels read on the host, by position (the kernels' <c>InputMemoryType(OrtMemTypeCPUInput, …)</c>).
    /// </summary>
    private static readonly Dictionary<string, int[]> HostInputs = new()
    {
        ["Clip"] = [1, 2],
        ["ConstantOfShape"] = [0],
        ["CumSum"] = [1],
        ["Dropout"] = [1, 2],
        ["Expand"] = [1],
        ["OneHot"] = [1],
        ["Pad"] = [1, 2, 3],
        ["Range"] = [0, 1, 2],
        ["ReduceSum"] = [1],
        ["Reshape"] = [1],
        ["Resize"] = [1, 2, 3],
        ["Slice"] = [1, 2, 3, 4],
        ["Split"] = [1],
        ["Squeeze"] = [1],
        ["Tile"] = [1],
        ["TopK"] = [1],
        ["Trilu"] = [1],
        ["Unsqueeze"] = [1],
    };

    /// <summary>What is wrong, one line a node and reason; nothing when every node runs on the GPU.</summary>
    public static IReadOnlyList<string> Problems(byte[] model)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        var opset = proto.OpsetImport.Single(import => import.Domain.Length == 0).Version;
        return opset < CudaKernels.Opset
            ? [$"the model imports opset {opset}; the table of schemas begins with {CudaKernels.Opset}"]
            : new Reading(proto.Graph, opset).Problems;
    }

    private sealed class Reading
    {
        private readonly Dictionary<string, string> _types = [];
        private readonly HashSet<string> _initializers;
        private readonly long _opset;

        public Reading(GraphProto graph, long opset)
        {
            _opset = opset;
            _initializers = [.. graph.Initializer.Select(initializer => initializer.Name)];
            foreach (var initializer in graph.Initializer)
            {
                _types[initializer.Name] = TypeName(initializer.DataType);
            }

            foreach (var info in graph.Input.Concat(graph.ValueInfo).Concat(graph.Output))
            {
                _types[info.Name] = TypeName(info.Type.TensorType.ElemType);
            }

            Problems = [.. graph.Node.SelectMany(node => Of(node).Select(reason => $"node '{node.Name}' ({node.OpType}): {reason}"))];
        }

        public IReadOnlyList<string> Problems { get; }

        private IEnumerable<string> Of(NodeProto node)
        {
            if (node.Domain.Length > 0)
            {
                return [$"domain '{node.Domain}' is not ONNX's own"];
            }

            return CudaKernels.SchemaOf(node.OpType) is { } schema
                ? Kernel(node, schema).Concat(OnHost(node)).Concat(Special(node))
                : ["there is no CUDA kernel of any version"];
        }

        private IEnumerable<string> Kernel(NodeProto node, Schema schema)
        {
            var version = schema.At(_opset);
            var kernels = CudaKernels.For(node.OpType, version).ToArray();
            if (kernels.Length == 0)
            {
                yield return $"opset {_opset} means version {version}, for which there is no CUDA kernel";
                yield break;
            }

            var tensors = node.Input.Select((name, index) => (Name: name, Formal: Schema.Formal(schema.Inputs, index)))
                .Concat(node.Output.Select((name, index) => (Name: name, Formal: Schema.Formal(schema.Outputs, index))))
                .Where(tensor => tensor.Name.Length > 0);
            foreach (var (name, formal) in tensors)
            {
                if (formal is null)
                {
                    yield return $"'{name}' is an input or output more than version {version} has";
                }
                else if (!_types.TryGetValue(name, out var type))
                {
                    yield return $"the element type of '{name}' is nowhere declared";
                }
                else if (!kernels.Any(kernel => !kernel.Types.TryGetValue(formal, out var types) || types.Contains(type)))
                {
                    yield return $"'{name}' is {type}, for which the CUDA kernel {string.Join<Kernel>(", ", kernels)} is not made";
                }
            }
        }

        private IEnumerable<string> OnHost(NodeProto node) => HostInputs.GetValueOrDefault(node.OpType, [])
            .Where(index => index < node.Input.Count && node.Input[index].Length > 0 && !_initializers.Contains(node.Input[index]))
            .Select(index => $"input {index} ('{node.Input[index]}') is read on the host and is no initializer");

        private static IEnumerable<string> Special(NodeProto node)
        {
            if (node.OpType == "BatchNormalization" && Attribute(node, "training_mode")?.I == 1)
            {
                yield return "training_mode 1 is refused by the CUDA kernel from opset 14 on";
            }

            if (node.OpType is "If" or "Loop" or "Scan")
            {
                yield return "control flow cannot be captured in a CUDA graph";
            }

            if (node.OpType != "ConvTranspose")
            {
                yield break;
            }

            if (Attribute(node, "auto_pad")?.S.ToStringUtf8() is { } padding and not "NOTSET")
            {
                yield return $"auto_pad {padding} runs on the CPU; give pads";
            }

            var pads = Attribute(node, "pads")?.Ints.ToArray() ?? [];
            if (!pads.Take(pads.Length / 2).SequenceEqual(pads.Skip(pads.Length / 2)))
            {
                yield return $"pads [{string.Join(", ", pads)}] are not symmetric and run on the CPU";
            }
        }

        private static AttributeProto? Attribute(NodeProto node, string name) =>
            node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

        private static string TypeName(int type) =>
            Enum.IsDefined((ElementType)type) ? $"{(ElementType)type}".ToLowerInvariant() : $"element type {type}";
    }
}
