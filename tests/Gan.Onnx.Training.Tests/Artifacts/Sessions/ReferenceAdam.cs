using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Artifacts.Rules;

namespace Gan.Onnx.Training.Tests.Artifacts.Sessions;

/// <summary>An optimizer model's AdamWOptimizer without weight decay, in double precision (Kingma and Ba 2015, algorithm 1).</summary>
internal sealed class ReferenceAdam : IDisposable
{
    private readonly Dictionary<string, float> _attributes;
    private readonly string _rateOfNode;
    private readonly ReferenceModel? _rate;
    private readonly Dictionary<string, ParameterMoments> _moments;
    private readonly OptimizerGroup _saved;
    private long _updates;

    public ReferenceAdam(byte[] optimizerModel, TrainingState state)
    {
        var model = ModelProto.Parser.ParseFrom(optimizerModel);
        var node = model.Graph.Node.Single(node => node.OpType == MicrosoftDomain.Adam);
        _attributes = node.Attribute.ToDictionary(attribute => attribute.Name, attribute => attribute.F);
        _rateOfNode = node.Input[0];
        _saved = state.Optimizer!;
        _updates = _saved.Step;
        _moments = _saved.Moments.ToDictionary(moments => moments.Parameter);
        if (_rateOfNode != OptimizerModelRules.Inputs[0].Name)
        {
            model.Graph.Node.Remove(node);
            model.Graph.Output.Clear();
            model.Graph.Output.Add(TensorForm.Of(_rateOfNode, ElementType.Float, 1));
            foreach (var input in model.Graph.Input.Skip(1).ToArray())
            {
                model.Graph.Input.Remove(input);
            }

            _rate = new ReferenceModel(model);
        }
    }

    /// <summary>What the model is fed with.</summary>
    public float LearningRate { get; set; } = 0.001f;

    /// <summary>Updates all parameters in place.</summary>
    public void Step(IEnumerable<(string Name, float[] Elements, float[] Gradient)> parameters)
    {
        _updates++;
        var (beta1, beta2, epsilon) = (_attributes["alpha"], _attributes["beta"], _attributes["epsilon"]);
        var fed = new StateTensor(OptimizerModelRules.Inputs[0].Name, [1], [LearningRate]);
        var rate = _rate is null ? LearningRate : _rate.Run([fed])[0].Elements[0];
        var (correction1, correction2) = (1 - Math.Pow(beta1, _updates), 1 - Math.Pow(beta2, _updates));
        foreach (var (name, elements, gradient) in parameters)
        {
            var (first, second) = (_moments[name].Tensors[0].Elements, _moments[name].Tensors[1].Elements);
            for (var i = 0; i < elements.Length; i++)
            {
                var g = (double)gradient[i];
                first[i] = (float)((beta1 * (double)first[i]) + ((1 - (double)beta1) * g));
                second[i] = (float)((beta2 * (double)second[i]) + ((1 - (double)beta2) * g * g));
                elements[i] -= (float)(rate * (first[i] / correction1) / (Math.Sqrt(second[i] / correction2) + epsilon));
            }
        }
    }

    /// <summary>Its memory, backwards.</summary>
    public OptimizerGroup Save() => new(
        _updates,
        _saved.LearningRate,
        [.. _moments.Values.Select(moments => moments with { Tensors = [.. moments.Tensors.Reverse()] }).Reverse()]);

    public void Dispose() => _rate?.Dispose();
}
