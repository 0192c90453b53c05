namespace Gan.Onnx.Training.Datasets;

/// <summary>What happens to the items that do not fill an epoch's last batch.</summary>
public enum LastBatch
{
    /// <summary>They make a smaller batch.</summary>
    Keep,

    /// <summary>They are left out; another order brings others to the end of the next epoch.</summary>
    Drop,
}
