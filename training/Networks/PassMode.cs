namespace Gan.Onnx.Training.Networks;

/// <summary>What a pass through a network is for.</summary>
public enum PassMode
{
    /// <summary>Dropout on; batch normalisation by the batch's own statistics.</summary>
    Training,

    /// <summary>Dropout off; batch normalisation by the batch's own statistics, which are recorded.</summary>
    Measuring,

    /// <summary>Dropout off; batch normalisation by the population's statistics, so that no item depends on those beside it.</summary>
    Inference,
}
