using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts;
using Gan.Onnx.Training.Artifacts.Checkpoints;

namespace Gan.Onnx.Training.Tests.Artifacts.Rules;

/// <summary>For every rule, artifacts that break it and nothing else: they are refused, and the message names the rule.</summary>
public class ArtifactRulesTests
{
    private static readonly Dictionary<string, Action<Breakage>[]> Broken = new()
    {
        [ArtifactRule.CheckpointFormat] =
        [
            broken => broken.Checkpoint = "no checkpoint"u8.ToArray(),
            broken => broken.Checkpoint = CheckpointWriter.Write(broken.State).Take(1000).ToArray(),
        ],
        [ArtifactRule.ParameterNames] =
        [
            broken => broken.State = broken.State with { Frozen = [.. broken.State.Frozen, broken.State.Trainable[0]] },
            broken => broken.State = broken.State with { Trainable = [], Frozen = [.. broken.State.All], Optimizer = null },
        ],
        [ArtifactRule.OptimizerGroup] =
        [
            broken => Change(broken, moments => moments.Skip(1)),
            broken => Change(broken, moments => moments.Append(new ParameterMoments("stranger", []))),
            broken => Change(broken, moments => moments.Select(moment => moment with { Tensors = [.. moment.Tensors.Reverse()] })),
            broken => Change(broken, moments => moments.Select(moment => moment with { Tensors = [.. moment.Tensors.Select(Flat)] })),
        ],
        [ArtifactRule.Opsets] =
        [
            broken => broken.Training.OpsetImport.Single(opset => opset.Domain == "").Version = 22,
            broken => broken.Evaluation.OpsetImport.Single(opset => opset.Domain == "").Version = 12,
            broken => broken.Optimizer.OpsetImport.Remove(broken.Optimizer.OpsetImport.Single(opset => opset.Domain == "com.microsoft")),
        ],
        [ArtifactRule.ParametersAreInputs] =
        [
            broken => Breakage.Rename(broken.Training, broken.State.Frozen[0].Name, "stranger"),
            broken => Breakage.Input(broken.Training, broken.FirstParameter).Type.TensorType.Shape.Dim[0].DimValue++,
            broken => broken.Training.Graph.Initializer.Add(new TensorProto { Name = broken.FirstParameter }),
        ],
        [ArtifactRule.AccumulationBuffers] =
        [
            broken => broken.Training.Graph.Input.Remove(Buffer(broken)),
            broken => Buffer(broken).Type.TensorType.Shape.Dim.Clear(),
            broken => broken.State = broken.State with
            {
                Trainable = [.. broken.State.Trainable.Skip(1)],
                Frozen = [.. broken.State.Frozen, broken.State.Trainable[0]],
                Optimizer = null,
            },
        ],
        [ArtifactRule.AccumulationNodes] =
        [
            broken => Accumulator(broken).Domain = "",
            broken => Accumulator(broken).Input.RemoveAt(2),
            broken => broken.Training.Graph.Node.Remove(Accumulator(broken)),
        ],
        [ArtifactRule.AccumulationOutputs] =
        [
            broken => broken.Training.Graph.Output.Remove(Accumulated(broken)),
            broken => Accumulated(broken).Type.TensorType.ElemType = 1,
        ],
        [ArtifactRule.LazyResetLast] =
        [
            broken => Breakage.Move(broken.Training, "lazy_reset_grad", 0),
            broken => Breakage.Rename(broken.Training, "lazy_reset_grad", "reset_grad"),
            broken => Breakage.Input(broken.Training, "lazy_reset_grad").Type.TensorType.ElemType = 1,
        ],
        [ArtifactRule.LossFirst] =
        [
            broken => broken.Training.Graph.Output.RemoveAt(0),
            broken => MoveLossLast(broken.Training.Graph),
            broken => broken.Evaluation.Graph.Output[0].Type = Breakage.Input(broken.Evaluation, broken.FirstParameter).Type,
        ],
        [ArtifactRule.UserNames] =
        [
            broken => Breakage.Rename(broken.Training, "z", "z_grad"),
            broken => Breakage.Rename(broken.Training, "fake_probability", "fake_grad"),
            broken => Breakage.Rename(broken.Evaluation, "z", "z_grad"),
        ],
        [ArtifactRule.EvaluationParameters] =
        [
            broken => Breakage.Rename(broken.Evaluation, broken.FirstParameter, "stranger"),
            broken => Breakage.Move(broken.Evaluation, broken.FirstParameter, broken.Evaluation.Graph.Input.Count - 1),
            broken => broken.Evaluation.Graph.Input.Add(Breakage.Input(broken.Training, "lazy_reset_grad")),
        ],
        [ArtifactRule.OptimizerInputs] =
        [
            broken => Breakage.Move(broken.Optimizer, "step", 0),
            broken => Breakage.Rename(broken.Optimizer, "params", "parameters"),
            broken => Breakage.Input(broken.Optimizer, "step").Type.TensorType.ElemType = 1,
        ],
        [ArtifactRule.OptimizerNode] =
        [
            broken => broken.Adam.Domain = "",
            broken => broken.Optimizer.Graph.Node.Add(broken.Adam.Clone()),
            broken => (broken.Adam.Input[2], broken.Adam.Input[3]) = (broken.Adam.Input[3], broken.Adam.Input[2]),
            broken => broken.Adam.Output[0] = "other",
        ],
        [ArtifactRule.PlainAdam] =
        [
            broken => Attribute(broken, "weight_decay").F = 0.01f,
            broken => Attribute(broken, "adam_mode").I = 1,
            broken => broken.Adam.Attribute.Remove(Attribute(broken, "epsilon")),
        ],
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var (rule, breakages) in Broken)
            {
                for (var number = 0; number < breakages.Length; number++)
                {
                    cases.Add(rule, number);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_breaks_a_rule_is_refused_by_its_name(string rule, int number)
    {
        var broken = new Breakage(TinyArtifacts.Of(TinyPresets.SpectralNorms()).Generator);
        Broken[rule][number](broken);

        var refusal = Assert.Throws<ArtifactException>(() => broken.Set().Check(ArtifactSet.FileNames));

        Assert.Contains($"breaks the rule {rule}: ", refusal.Message);
    }

    [Fact]
    public void Every_rule_is_broken_here() => Assert.Equal(
        typeof(ArtifactRule).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(), Broken.Keys.Order());

    [Fact]
    public void What_is_taken_apart_and_put_together_again_breaks_none()
    {
        var whole = TinyArtifacts.Of(TinyPresets.SpectralNorms()).Generator;

        new Breakage(whole).Set().Check(ArtifactSet.FileNames);

        Assert.Equal(whole.Checkpoint, new Breakage(whole).Set().Checkpoint);
    }

    private static void Change(Breakage broken, Func<IEnumerable<ParameterMoments>, IEnumerable<ParameterMoments>> change)
    {
        var group = broken.State.Optimizer!;
        broken.State = broken.State with { Optimizer = group with { Moments = [.. change(group.Moments)] } };
    }

    private static StateTensor Flat(StateTensor tensor) => tensor with { Shape = [tensor.Elements.Length, 1, 1] };

    private static ValueInfoProto Buffer(Breakage broken) =>
        Breakage.Input(broken.Training, $"{broken.FirstParameter}_grad.accumulation.buffer");

    private static ValueInfoProto Accumulated(Breakage broken) =>
        Breakage.Output(broken.Training, $"{broken.FirstParameter}_grad.accumulation.out");

    private static NodeProto Accumulator(Breakage broken) => broken.Training.Graph.Node.Single(
        node => node.OpType == "InPlaceAccumulatorV2" && node.Input[1] == $"{broken.FirstParameter}_grad");

    private static AttributeProto Attribute(Breakage broken, string name) =>
        broken.Adam.Attribute.Single(attribute => attribute.Name == name);

    private static void MoveLossLast(GraphProto graph)
    {
        var loss = graph.Output[0];
        graph.Output.RemoveAt(0);
        graph.Output.Add(loss);
    }
}
