using System.Runtime.CompilerServices;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Iterations.Trainers;
using Mono.Cecil;

namespace Gan.Onnx.Training.Tests.Architecture;

/// <summary>
/// ONNX Runtime Training ended at 1.19, and programs built with its package have that release's C# interface. The package is not to be had
/// everywhere, so what is used is compared with a list of what that interface has, but for what such builds leave out.
/// </summary>
public class RuntimeApiTests
{
    private const string Runtime = "Microsoft.ML.OnnxRuntime";
    private const string LeftOut = "CudaCopies";

    [Fact]
    public void What_is_used_of_ONNX_Runtime_is_in_its_release_1_19() =>
        Assert.Equal(Known(), Used(type => type.Name != LeftOut).Order(StringComparer.Ordinal));

    [Fact]
    public void What_came_later_is_noticed() =>
        Assert.Contains("OrtEnv::RegisterExecutionProviderLibrary/2", Used(type => type.Name == LeftOut).Except(Known()));

    private static string[] Known([CallerFilePath] string source = "") =>
    [
        .. File.ReadLines(Path.Combine(Path.GetDirectoryName(source)!, "onnxruntime-1.19.txt")).Where(line => !line.StartsWith('#')),
    ];

    private static IEnumerable<string> Used(Func<TypeDefinition, bool> where) =>
        new[] { typeof(Trainer), typeof(RandomStream) }.SelectMany(type => Used(type.Assembly.Location, where)).Distinct();

    private static string[] Used(string assembly, Func<TypeDefinition, bool> where)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. module.GetTypes().Where(type => where(type.DeclaringType ?? type))
                .SelectMany(type => type.Methods)
                .Where(method => method.HasBody)
                .SelectMany(method => method.Body.Instructions)
                .Select(instruction => instruction.Operand)
                .OfType<MemberReference>()
                .Where(member => member.DeclaringType?.GetElementType().Scope?.Name == Runtime)
                .Select(Name),
        ];
    }

    private static string Name(MemberReference member) =>
        $"{member.DeclaringType.GetElementType().FullName[(Runtime.Length + 1)..]}::{member.Name}/"
        + (member is MethodReference method ? $"{method.Parameters.Count}" : "f");
}
