using System.Globalization;
using System.Runtime.CompilerServices;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Iterations.Engine.Cuda;

/// <summary>The two tables of facts: which kernels the CUDA execution provider has, and what ONNX means by an operator.</summary>
internal static class CudaKernels
{
    /// <summary>The opset that the table of schemas describes.</summary>
    public const int Opset = 17;

    private static readonly ILookup<string, Kernel> Kernels = Rows("cuda-kernels.tsv")
        .Select(row => new Kernel(row[0], Number(row[1]), row[2].Length == 0 ? null : Number(row[2]), Constraints(row[3])))
        .ToLookup(kernel => kernel.Op);

    private static readonly Dictionary<string, Schema> Schemas = Rows("onnx-schemas.tsv")
        .Select(row => new Schema(
            row[0],
            Number(row[1]),
            [.. row[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)],
            Formals(row[3]),
            Formals(row[4])))
        .ToDictionary(schema => schema.Op);

    /// <summary>What ONNX means by an operator; null when no version of it has a CUDA kernel.</summary>
    public static Schema? SchemaOf(string op) => Schemas.GetValueOrDefault(op);

    /// <summary>The kernels for an operator of a version.</summary>
    /// <remarks>
    /// As ONNX Runtime decides: a kernel for a closed range serves all versions in it, an open range only the version it begins with.
    /// </remarks>
    public static IEnumerable<Kernel> For(string op, int version) =>
        Kernels[op].Where(kernel => kernel.Since == version || (kernel.Since < version && version <= kernel.Until));

    private static IEnumerable<string[]> Rows(string name, [CallerFilePath] string source = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(source)!, name))
            .Where(line => !line.StartsWith('#'))
            .Select(line => $"{line}\t\t\t\t".Split('\t'));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Formals(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string[]> Constraints(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(constraint => constraint.Split('='))
        .ToDictionary(parts => parts[0], parts => parts[1].Split(','));
}

/// <summary>A kernel of the CUDA execution provider.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Since">The first version of the operator's schema that it serves.</param>
/// <param name="Until">The last one; null for an open range.</param>
/// <param name="Types">The element types of each type variable that it is restricted in.</param>
internal sealed record Kernel(string Op, int Since, int? Until, IReadOnlyDictionary<string, string[]> Types)
{
    public override string ToString() => Until is null ? $"{Since}+" : $"{Since}-{Until}";
}

/// <summary>What ONNX means by an operator.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Version">The version of its schema at opset 17.</param>
/// <param name="Later">Versions after that.</param>
/// <param name="Inputs">The inputs' types or type variables; ? marks an optional input, * any number of them.</param>
/// <param name="Outputs">The outputs' types or type variables.</param>
internal sealed record Schema(string Op, int Version, int[] Later, string[] Inputs, string[] Outputs)
{
    /// <summary>The version at an opset of 17 or more.</summary>
    public int At(long opset) => Later.Where(later => later <= opset).Append(Version).Max();

    /// <summary>The type or type variable at a position.</summary>
    public static string? Formal(string[] formals, int index) =>
        (index < formals.Length ? formals[index] : formals.LastOrDefault(formal => formal.EndsWith('*')))?.TrimEnd('?', '*');
}
