using System.Reflection;

namespace Gan.Onnx.Training.Foundation;

/// <summary>The version that this program writes into its files.</summary>
public static class ToolVersion
{
    /// <summary>For example <c>1.0.0</c>.</summary>
    public static string Current { get; } = typeof(ToolVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
