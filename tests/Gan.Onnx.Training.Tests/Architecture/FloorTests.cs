using System.Collections.Concurrent;
using System.Reflection;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Tests.Architecture;

/// <summary>
/// Imports run one way. A room may use the rooms listed before it, never one after it, so there can be no cycle. A new folder gets its
/// place in the list.
/// </summary>
public class FloorTests
{
    private static readonly ConcurrentDictionary<string, Rooms> Read = [];

    /// <summary>An assembly, and its rooms from the ground up.</summary>
    public static TheoryData<string, string[]> Floors => new()
    {
        { Assembly<Shape>(), ["", "Reading", "Ops", "Autodiff"] },
        { Assembly<RandomStream>(), ["Text", "Files", "Random", "Latents", "Models", "Pictures"] },
        {
            Assembly<Trainer>(),
            [
                "Foundation", "Foundation.Storage",
                "Datasets", "Datasets.Pictures",
                "Networks.Initializers", "Networks.Lowerings", "Networks", "Networks.Augmentations", "Networks.Layers", "Networks.Losses",
                "Networks.Penalties", "Networks.Optimizers",
                "Presets",
                "Iterations.Engine", "Iterations.Steps", "Iterations.Trainers",
                "Export",
                "Artifacts.Checkpoints", "Artifacts.Rules", "Artifacts", "Artifacts.Sessions",
                "Evaluation.Metrics", "Evaluation.Images", "Evaluation.Classifiers", "Evaluation",
                "Runs.Plots", "Runs", "Runs.Display", "Runs.ReportPage", "Runs.Comparison", "Runs.TensorBoard",
                "Commands",
                "",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Floors))]
    public void Every_folder_has_its_floor(string assembly, string[] order) =>
        Assert.Equal(FullNames(assembly, order).Order(StringComparer.Ordinal), RoomsOf(assembly).Names);

    [Theory]
    [MemberData(nameof(Floors))]
    public void Imports_run_one_way(string assembly, string[] order)
    {
        string[] wrong = [.. RoomsOf(assembly).Against(FullNames(assembly, order))];

        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Floors))]
    public void A_wrong_import_is_noticed(string assembly, string[] order) =>
        Assert.NotEmpty(RoomsOf(assembly).Against([.. FullNames(assembly, order).Reverse()]));

    [Fact]
    public void Libraries_know_nothing_of_the_programs() => Assert.All(
        [Load(Assembly<Shape>()), Load(Assembly<RandomStream>())],
        library => Assert.DoesNotContain(
            library.GetReferencedAssemblies(), other => other.Name!.StartsWith("Gan.Onnx", StringComparison.Ordinal)));

    private static string Assembly<T>() => typeof(T).Assembly.GetName().Name!;

    private static Assembly Load(string name) => System.Reflection.Assembly.Load(name);

    // Reading an assembly takes longer than all else here.
    private static Rooms RoomsOf(string assembly) => Read.GetOrAdd(assembly, static name => new Rooms(Load(name)));

    private static string[] FullNames(string assembly, string[] order) =>
        [.. order.Select(room => room.Length == 0 ? assembly : $"{assembly}.{room}")];
}
