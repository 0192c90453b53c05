namespace Gan.Onnx.Training.Artifacts.Checkpoints;

/// <summary>The rules of ONNX Runtime Training 1.19 for its artifacts, by the names that messages use.</summary>
public static class ArtifactRule
{
    /// <summary>The checkpoint is a flatbuffer of version 2 with the identifier ODTC, whole, and its tensors are of floats.</summary>
    public const string CheckpointFormat = "checkpoint-format";

    /// <summary>No tensor of the checkpoint has a name twice, or none; one at least is trainable.</summary>
    public const string ParameterNames = "parameter-names";

    /// <summary>
    /// If there is an optimizer's state, it is group0's, and has two moments of the right shape for every trainable parameter.
    /// </summary>
    public const string OptimizerGroup = "optimizer-group";

    /// <summary>The models use ONNX's own operators from opset 13 to 21 and com.microsoft's of version 1.</summary>
    public const string Opsets = "opsets";

    /// <summary>
    /// Every tensor of the checkpoint is a graph input of the training model, by name, type and shape, and no initializer.
    /// </summary>
    public const string ParametersAreInputs = "parameters-are-inputs";

    /// <summary>
    /// The training model has an input <c>P_grad.accumulation.buffer</c> of the shape of P for every trainable P, and for nothing else.
    /// </summary>
    public const string AccumulationBuffers = "accumulation-buffers";

    /// <summary>
    /// For every trainable P one com.microsoft InPlaceAccumulatorV2 takes buffer, gradient and <c>lazy_reset_grad</c>, and gives
    /// <c>P_grad.accumulation.out</c>.
    /// </summary>
    public const string AccumulationNodes = "accumulation-nodes";

    /// <summary>Every <c>P_grad.accumulation.out</c> is an output of the training model, bool [1].</summary>
    public const string AccumulationOutputs = "accumulation-outputs";

    /// <summary>The training model's last input is <c>lazy_reset_grad</c>, bool [1].</summary>
    public const string LazyResetLast = "lazy-reset-last";

    /// <summary>
    /// A model's first output is <c>loss</c>, one float; the user's other outputs follow before those of the accumulation.
    /// </summary>
    public const string LossFirst = "loss-first";

    /// <summary>No input or output of the user's own ends in <c>_grad</c>: names alone decide what a tensor is for.</summary>
    public const string UserNames = "user-names";

    /// <summary>The evaluation model takes the same parameters, in the same order, and nothing that belongs to gradients.</summary>
    public const string EvaluationParameters = "evaluation-parameters";

    /// <summary>
    /// The optimizer model's inputs are learning_rate, step, params, gradients, first_order_moments, second_order_moments, in this
    /// order.
    /// </summary>
    public const string OptimizerInputs = "optimizer-inputs";

    /// <summary>
    /// In the optimizer model one com.microsoft AdamWOptimizer takes a learning rate and the other five inputs, and gives the only
    /// output, bool [1].
    /// </summary>
    public const string OptimizerNode = "optimizer-node";

    /// <summary>
    /// The node's attributes make it plain Adam: weight_decay 0, correct_bias 1, adam_mode 0, and alpha, beta and epsilon are given.
    /// </summary>
    public const string PlainAdam = "plain-adam";
}
