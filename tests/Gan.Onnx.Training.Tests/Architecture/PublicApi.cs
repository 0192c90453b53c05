using System.Reflection;
using System.Runtime.CompilerServices;
using PublicApiGenerator;

namespace Gan.Onnx.Training.Tests.Architecture;

/// <summary>
/// What a package's users may call, compared with the file of the assembly's name in <c>Architecture/PublicApi</c>. After a change on
/// purpose, run the test once with <c>UPDATE_SNAPSHOTS=1</c> and read the difference before committing it: what goes or changes there
/// breaks programs that others wrote.
/// </summary>
internal static class PublicApi
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        // Made from onnx.proto, which says what is in it.
        DenyNamespacePrefixes = ["Gan.Onnx.Graphs.Protobuf"],
    };

    /// <summary>Compares one assembly.</summary>
    /// <param name="assembly">As compiled.</param>
    /// <param name="test">The test's file, filled in by the compiler.</param>
    public static void AssertIsAsAgreed(Assembly assembly, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "PublicApi", $"{assembly.GetName().Name}.txt");
        var actual = assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} does not exist. Run this test with UPDATE_SNAPSHOTS=1.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
