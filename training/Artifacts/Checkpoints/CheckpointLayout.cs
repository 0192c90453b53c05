namespace Gan.Onnx.Training.Artifacts.Checkpoints;

/// <summary>
/// ONNX Runtime Training's checkpoint file, version 2, as a flatbuffer: which slot of which table holds what. Slots are numbered in the
/// order in which the format declares a table's fields; both vectors of the module's state are always there, even if empty.
/// </summary>
internal static class CheckpointLayout
{
    /// <summary>The four letters behind the root's offset.</summary>
    public const string Identifier = "ODTC";

    /// <summary>The version of the format.</summary>
    public const int Version = 2;

    /// <summary>The only group of parameters that ONNX Runtime Training's optimizer knows.</summary>
    public const string GroupName = "group0";

    /// <summary>The data type of floats, as ONNX numbers them.</summary>
    public const int Float = 1;

    /// <summary>The file.</summary>
    public static class Root
    {
        /// <summary>int32.</summary>
        public const int Version = 0;

        /// <summary>A <see cref="ModuleState"/>.</summary>
        public const int ModuleState = 1;

        /// <summary>A vector of <see cref="OptimizerGroup"/>; may be absent.</summary>
        public const int OptimizerGroups = 2;

        /// <summary>Fields of the table; slot 3, properties of the user's own, is not written here.</summary>
        public const int Fields = 3;
    }

    /// <summary>The model's parameters.</summary>
    public static class ModuleState
    {
        /// <summary>A vector of <see cref="Tensor"/>.</summary>
        public const int Trainable = 0;

        /// <summary>A vector of <see cref="Tensor"/>.</summary>
        public const int Frozen = 1;

        /// <summary>bool: the tensors lie in a file beside this one.</summary>
        public const int HasExternalData = 3;

        /// <summary>Fields of the table that are written here.</summary>
        public const int Fields = 2;
    }

    /// <summary>What the optimizer remembers.</summary>
    public static class OptimizerGroup
    {
        /// <summary>string.</summary>
        public const int Name = 0;

        /// <summary>int64.</summary>
        public const int Step = 1;

        /// <summary>float.</summary>
        public const int LearningRate = 2;

        /// <summary>A vector of <see cref="ParameterState"/>.</summary>
        public const int States = 3;

        /// <summary>Fields of the table.</summary>
        public const int Fields = 4;
    }

    /// <summary>What the optimizer remembers of one parameter.</summary>
    public static class ParameterState
    {
        /// <summary>string.</summary>
        public const int Parameter = 0;

        /// <summary>A vector of <see cref="Tensor"/>.</summary>
        public const int Moments = 1;

        /// <summary>Fields of the table.</summary>
        public const int Fields = 2;
    }

    /// <summary>A tensor; slots 1 (a comment), 5 (texts) and 6 (its place in another file) are not written here.</summary>
    public static class Tensor
    {
        /// <summary>string.</summary>
        public const int Name = 0;

        /// <summary>A vector of int64.</summary>
        public const int Dimensions = 2;

        /// <summary>int32.</summary>
        public const int DataType = 3;

        /// <summary>A vector of bytes, little-endian.</summary>
        public const int Data = 4;

        /// <summary>Fields of the table that are written here.</summary>
        public const int Fields = 5;
    }
}
