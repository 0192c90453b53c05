using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Training.Tests.Architecture;

namespace Gan.Onnx.Serving.Tests.Architecture;

/// <summary>
/// Imports of the server run one way. A room may use the rooms listed before it, never one after it, so there can be no cycle. A new
/// folder gets its place in the list.
/// </summary>
public class FloorTests
{
    /// <summary>The server's rooms from the ground up; the last is the folder of the program itself.</summary>
    private static readonly string[] Order =
    [
        "Gan.Onnx.Serving.Settings",
        "Gan.Onnx.Serving.Observability",
        "Gan.Onnx.Serving.Batching",
        "Gan.Onnx.Serving.Hosting",
        "Gan.Onnx.Serving.Catalog",
        "Gan.Onnx.Serving.Answers",
        "Gan.Onnx.Serving.Endpoints.Query",
        "Gan.Onnx.Serving.Endpoints",
        "Gan.Onnx.Serving",
    ];

    private static readonly Rooms Rooms = new(typeof(ModelCatalog).Assembly);

    [Fact]
    public void Every_folder_has_its_floor() => Assert.Equal(Order.Order(StringComparer.Ordinal), Rooms.Names);

    [Fact]
    public void Imports_run_one_way()
    {
        string[] wrong = [.. Rooms.Against(Order)];

        // Told in full, which an assertion about the list would not do.
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void A_wrong_import_is_noticed() => Assert.NotEmpty(Rooms.Against([.. Order.Reverse()]));
}
